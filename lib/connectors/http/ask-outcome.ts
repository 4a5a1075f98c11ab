import { retryAfterMsOf } from "@/lib/egress/retry-after";
import type { Answered, ConnectorCall, ConnectorProgress } from "../connector";
import type { ConnectorRequest } from "../definition";
import { isWorthRepeating, redactorOf, type ProviderAnswer } from "./call-provider";
import { callContext, responseContext, type ExpressionContext } from "./context";
import { errorOutcome, readOutcome, unexplainedError } from "./map-outcome";
import { redactOutcome } from "./redact-outcome";
import type { HttpConnectorParts } from "./connector-parts";
import { performOperation } from "./perform-operation";

type Asking = {
  operation: "start" | "poll";
  rules: { request: ConnectorRequest; timeout_ms: number; outcome: string };
  attempts: number;
  call: ConnectorCall;
  progress: ConnectorProgress | null;
};

/** Calls the provider and maps what it answered. Every trouble is an outcome with errors of PROTOCOL 9.3. */
export async function askOutcome(parts: HttpConnectorParts, asking: Asking): Promise<Answered> {
  const context = callContext(asking.call, asking.progress);
  const answer = await performOperation(parts, { ...asking, context });
  if ("error" in answer) {
    return { outcome: errorOutcome(answer.error), exchanges: answer.recorded, transient: answer.transient };
  }
  return mapAnswer(parts, { asking, answer, context });
}

type Mapping = {
  asking: Pick<Asking, "operation" | "rules" | "call">;
  answer: ProviderAnswer;
  context: ExpressionContext;
};

/** What an answer means. No call leaves, so a stored answer can be read again (`remap.ts`). */
export async function mapAnswer(
  parts: Pick<HttpConnectorParts, "expressions">,
  { asking, answer, context }: Mapping,
): Promise<Answered> {
  const { exchange, recorded } = answer;
  const at = `/operations/${asking.operation}/outcome`;
  const unexplained = (): Answered => ({
    outcome: errorOutcome(unexplainedError(exchange, at)),
    exchanges: recorded,
    transient:
      exchange === null || isWorthRepeating(exchange)
        ? { retryAfterMs: exchange && retryAfterMsOf(exchange) }
        : null,
  });
  // Without an answer there is nothing to map, unless the mapping asks why there is none.
  if (exchange === null || (exchange.errorCode !== null && !/\berror_code\b/.test(asking.rules.outcome))) {
    return unexplained();
  }
  const input = { ...context, ...responseContext(exchange) };
  const [evaluated] = await parts.expressions.owed.evaluate([asking.rules.outcome], input);
  if (evaluated === undefined) return unexplained();
  const mapped = readOutcome(evaluated, { at, checkType: asking.call.document.check_type });
  if (mapped.status === "mapped") {
    const outcome = redactOutcome(mapped.outcome, redactorOf(asking.call));
    return { outcome, exchanges: recorded, transient: null };
  }
  // A mapping written for good answers stumbles over an error page: the provider's trouble is the better explanation.
  if (mapped.status === "nothing" || isWorthRepeating(exchange)) return unexplained();
  return { outcome: errorOutcome(mapped.error), exchanges: recorded, transient: null };
}
