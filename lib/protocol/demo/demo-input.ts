import type { ConfigDocument } from "../config-document";
import type { ErrorsOutcome, FinalOutcome, ResultOutcome } from "../outcome";
import type { ProtocolError } from "../error-type";

export type DemoInput = {
  document: ConfigDocument;
  /** `demo_result` as Maxsight sent it: any text. */
  demoResult: string;
  /** `check_input`, already validated; what it lacks is left out or made up. */
  checkInput: Record<string, unknown>;
  nowMs: number;
  /** Where the resource of `EXTERNAL_RESOURCE_*` is shown; an address of RFC 2606 when absent. */
  resourceUrl?: string;
};

/** How one demo value is answered. */
export type DemoAnswer = (input: DemoInput) => FinalOutcome;

/** The demo values of one check type by name; a Map, since names come from outside. */
export type DemoAnswers = ReadonlyMap<string, DemoAnswer>;

/** `provider_data` of every demo answer, word for word (PROTOCOL 9.2). */
export const DEMO_NOTICE = "Demo result. Did not make request to provider.";

export function demoErrors(error: ProtocolError): ErrorsOutcome {
  return { kind: "errors", errors: [error], providerData: DEMO_NOTICE };
}

export function demoResultOf(result: Omit<ResultOutcome, "kind" | "providerData">): ResultOutcome {
  return { kind: "result", ...result, providerData: DEMO_NOTICE };
}

export function demoOutput(output: Record<string, unknown>): ResultOutcome {
  // What is echoed came out of JSON, and what is made up is written here: all of it is JSON again.
  return demoResultOf({ output: output as NonNullable<ResultOutcome["output"]> });
}
