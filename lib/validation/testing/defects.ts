import type { SignatureFailure } from "@/lib/protocol/signature/signature-verdict";
import type { Answer } from "./reference-state";
import type { ReferenceOptions } from "./reference-options";
import type { ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;
type Alter = NonNullable<ReferenceOptions["alter"]>;

/** Changes the JSON answers of one operation. */
export function alterJson(
  operation: string,
  change: (json: Json, check: ReferenceCheck | null, request: Json) => Json,
): Alter {
  return (called, answer, { request, check }) =>
    called === operation && answer.json !== undefined && answer.status === 200
      ? { ...answer, json: change(answer.json, check, request) }
      : answer;
}

/** Answers one operation with something else altogether. */
export function answerWith(operation: string, replacement: Answer): Alter {
  return (called, answer) => (called === operation ? replacement : answer);
}

/** Changes members of the configuration document. */
export const withConfig = (members: Json): Alter =>
  alterJson("config", (config) => ({ ...config, ...members }));

/** Changes the final answer to one demo result, wherever the template has it. */
export function alterResult(demoResult: string, change: (json: Json) => Json): Alter {
  return (called, answer, { check }) =>
    ["checks", "poll", "complete", "get_result"].includes(called) &&
    check?.demoResult === demoResult &&
    answer.json !== undefined
      ? { ...answer, json: change(answer.json) }
      : answer;
}

/** Lets these signature failures through. */
export const forgive =
  (...failures: SignatureFailure[]): NonNullable<ReferenceOptions["forgive"]> =>
  (failure) =>
    failures.includes(failure);

/** Leaves members out. */
export function without(json: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
