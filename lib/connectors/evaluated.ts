/** Why an expression gave no value. `message` never repeats the data it ran on. */
export type ExpressionFailure = {
  failure: "failed" | "time_limit" | "depth_limit" | "size_limit" | "memory_limit";
  message: string;
  /** Character of the expression, from 0. */
  position: number | null;
  /** JSONata's own code, such as T2001. */
  code: string | null;
};

/** `value` is plain JSON; an expression that yields nothing (or a function) gives `undefined`. */
export type Evaluated = { ok: true; value: unknown } | ({ ok: false } & ExpressionFailure);
