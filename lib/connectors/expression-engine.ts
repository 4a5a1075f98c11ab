import { ExpressionWorker, type WorkerJob } from "./expression-worker";

/** Why an expression gave no value. `message` never repeats the data it ran on. */
export type ExpressionFailure = {
  failure: "failed" | "time_limit" | "depth_limit" | "size_limit" | "memory_limit" | "overloaded" | "closed";
  message: string;
  /** Character of the expression, from 0. */
  position: number | null;
  /** JSONata's own code, such as T2001. */
  code: string | null;
};

/** `value` is plain JSON; an expression that yields nothing (or a function) gives `undefined`. */
export type Evaluated = { ok: true; value: unknown } | ({ ok: false } & ExpressionFailure);

export type ExpressionEngineOptions = {
  /** Threads; 2 when absent. A runaway expression occupies one of them until its time is up. */
  workers?: number;
  /** For all expressions of one job together, by the wall; 1000 when absent. */
  timeLimitMs?: number;
  /** Jobs waiting for a thread; more are refused as `overloaded`. 1000 when absent. */
  maxQueued?: number;
};

/**
 * Runs JSONata in worker threads, never on the caller's thread. An expression that recurses without end, allocates
 * without end or hangs in a regular expression costs its thread, which is replaced, and nothing else.
 */
export type ExpressionEngine = {
  /** Evaluates all over the same input, in order, one round trip. Never rejects. */
  evaluate(expressions: readonly string[], input: Record<string, unknown>): Promise<Evaluated[]>;
  /** Starts the threads now, so that the first evaluation need not wait for them. */
  warm(): Promise<void>;
  close(): Promise<void>;
};

/** Threads start when first needed and do not keep the process alive. */
export function createExpressionEngine(options: ExpressionEngineOptions = {}): ExpressionEngine {
  return new WorkerPool(options);
}

class WorkerPool implements ExpressionEngine {
  readonly #workers: ExpressionWorker[];
  readonly #queue: WorkerJob[] = [];
  readonly #maxQueued: number;
  #isClosed = false;

  constructor({ workers = 2, timeLimitMs = 1000, maxQueued = 1000 }: ExpressionEngineOptions) {
    this.#maxQueued = maxQueued;
    this.#workers = Array.from(
      { length: workers },
      () => new ExpressionWorker(timeLimitMs, () => this.#assign()),
    );
  }

  evaluate(expressions: readonly string[], input: Record<string, unknown>): Promise<Evaluated[]> {
    if (expressions.length === 0) return Promise.resolve([]);
    if (this.#isClosed) return Promise.resolve(failAll(expressions, "closed"));
    if (this.#queue.length >= this.#maxQueued) return Promise.resolve(failAll(expressions, "overloaded"));
    return new Promise((resolve) => {
      this.#queue.push({ expressions, input, resolve });
      this.#assign();
    });
  }

  async warm(): Promise<void> {
    await Promise.all(this.#workers.map(() => this.evaluate(["1"], {})));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#queue.splice(0)) job.resolve(failAll(job.expressions, "closed"));
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #assign(): void {
    for (const worker of this.#workers) {
      if (!worker.isIdle) continue;
      const job = this.#queue.shift();
      if (job === undefined) return;
      worker.run(job);
    }
  }
}

const MESSAGES = {
  closed: "The expression engine is stopping.",
  overloaded: "Too many expressions are waiting to be evaluated.",
} as const;

function failAll(expressions: readonly string[], failure: keyof typeof MESSAGES): Evaluated[] {
  return expressions.map(() => ({
    ok: false,
    failure,
    message: MESSAGES[failure],
    position: null,
    code: null,
  }));
}
