import { explainEgressError, type EgressErrorCode } from "@/lib/egress/egress-errors";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import { validateOutcome } from "@/lib/protocol/check-output";
import type { CheckType } from "@/lib/protocol/check-type";
import type { ProtocolError } from "@/lib/protocol/error-type";
import { inputIssuesOf } from "@/lib/protocol/input-issues";
import { MAX_SUMMARY_LENGTH, Outcome } from "@/lib/protocol/outcome";
import { storableText } from "@/lib/storable-text";
import type { Evaluated } from "../evaluated";
import { isWorthRepeating } from "./call-provider";
import { evaluationProblem, integrationError } from "./mapping-problem";

/** The outcome of one error. */
export function errorOutcome(error: ProtocolError): Outcome {
  return { kind: "errors", errors: [error] };
}

/** What an answer means that the mapping says nothing about; where there is no trouble, it is a fault of the mapping. */
export function unexplainedError(exchange: HttpExchange | null, at: string): ProtocolError {
  if (exchange === null) return providerConnection("There was no time left to call the provider.");
  if (exchange.errorCode !== null) return transportError(exchange.errorCode);
  const status = exchange.status ?? 0;
  if (isWorthRepeating(exchange)) return providerConnection(`The provider answered with status ${status}.`);
  if (status >= 400)
    return { type: "PROVIDER_MESSAGE", message: `The provider answered with status ${status}.` };
  return integrationError({ at, message: `gives nothing for an answer with status ${status}` });
}

function transportError(code: EgressErrorCode): ProtocolError {
  const { sentence } = explainEgressError(code);
  return code === "request_invalid" || code === "url_invalid"
    ? integrationError({ at: "/operations", message: sentence })
    : providerConnection(`The provider could not be reached: ${sentence}`);
}

function providerConnection(message: string): ProtocolError {
  return { type: "PROVIDER_CONNECTION", message };
}

export type MappedOutcome =
  | { status: "mapped"; outcome: Outcome }
  | { status: "nothing" }
  | { status: "wrong"; error: ProtocolError };

/**
 * Reads what an outcome expression gave. `wrong` names the place in the result that is not an outcome, or not what the
 * check type demands of its output (PROTOCOL 11).
 */
export function readOutcome(
  evaluated: Evaluated,
  { at, checkType }: { at: string; checkType: CheckType },
): MappedOutcome {
  if (!evaluated.ok) return { status: "wrong", error: integrationError(evaluationProblem(at, evaluated)) };
  if (evaluated.value === undefined || evaluated.value === null) return { status: "nothing" };
  const parsed = Outcome.safeParse(normalise(evaluated.value), { reportInput: true });
  if (!parsed.success) {
    const [issue] = inputIssuesOf(parsed.error);
    const { path: resultPath, message } = issue ?? { path: "", message: "is no outcome" };
    return { status: "wrong", error: integrationError({ at, resultPath, message }) };
  }
  const [problem] = [...customDataProblems(parsed.data), ...validateOutcome(checkType, parsed.data)];
  if (problem === undefined) return { status: "mapped", outcome: parsed.data };
  const { path: resultPath, message } = problem;
  return { status: "wrong", error: integrationError({ at, resultPath, message }) };
}

/** It travels with every later request of the check: "we don't recommend storing large amounts" (PROTOCOL 8). */
const MAX_CUSTOM_DATA = 8_000;

function customDataProblems(outcome: Outcome): { path: string; message: string }[] {
  const customData = outcome.kind === "result" ? outcome.customData : undefined;
  if (customData === undefined || JSON.stringify(customData).length <= MAX_CUSTOM_DATA) return [];
  return [{ path: "/customData", message: `is longer than ${MAX_CUSTOM_DATA} characters` }];
}

const LISTS = ["errors", "warnings", "externalResources"];

// What mappings get wrong without meaning to: JSONata gives a list of one as the item itself, and provider ids are often
// numbers.
function normalise(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, item]) => {
      if (LISTS.includes(name) && !Array.isArray(item)) return [name, item === null ? [] : [item]];
      if (name === "providerReference" && (typeof item === "number" || typeof item === "string"))
        return [name, storableText(String(item))];
      return [name, name === "result" ? withShortSummary(item) : item];
    }),
  );
}

function withShortSummary(result: unknown): unknown {
  if (typeof result !== "object" || result === null || !("summary" in result)) return result;
  const { summary } = result;
  return typeof summary === "string" ? { ...result, summary: summary.slice(0, MAX_SUMMARY_LENGTH) } : result;
}
