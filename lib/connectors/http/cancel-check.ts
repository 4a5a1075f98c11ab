import { z } from "zod";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import { ProtocolError, ProtocolWarning } from "@/lib/protocol/error-type";
import type { CancelAnswered, ConnectorCall, ConnectorProgress } from "../connector";
import type { HttpDefinition } from "../definition";
import type { Evaluated } from "../evaluated";
import { callContext, responseContext } from "./context";
import { unexplainedError } from "./map-outcome";
import { evaluationProblem, integrationError } from "./mapping-problem";
import type { HttpConnectorParts } from "./connector-parts";
import { performOperation } from "./perform-operation";
import { oneOrMore } from "./one-or-more";

type CancelRules = NonNullable<HttpDefinition["operations"]["cancel"]>;

const AT = "/operations/cancel/outcome";

const Cancelled = z.union([
  z.boolean().transform((cancelled) => ({ cancelled, errors: [], warnings: [] })),
  z.object({
    cancelled: z.boolean().optional(),
    errors: oneOrMore(ProtocolError),
    warnings: oneOrMore(ProtocolWarning),
  }),
]);

type Cancelling = { rules: CancelRules; call: ConnectorCall; progress: ConnectorProgress };
type Verdict = Omit<CancelAnswered, "exchanges">;

/** Tells the provider that a check is over. Safe to repeat: a provider that no longer knows it counts as told. */
export async function cancelCheck(
  parts: HttpConnectorParts,
  cancelling: Cancelling,
): Promise<CancelAnswered> {
  const { rules, call, progress } = cancelling;
  const context = callContext(call, progress);
  const answer = await performOperation(parts, { operation: "cancel", rules, attempts: 2, call, context });
  if ("error" in answer) return { ...failed(answer.error), exchanges: answer.recorded };
  const { exchange, recorded } = answer;
  if (exchange === null || exchange.errorCode !== null || rules.outcome === undefined) {
    return { ...readStatus(exchange), exchanges: recorded };
  }
  const [evaluated] = await parts.expressions.owed.evaluate([rules.outcome], {
    ...context,
    ...responseContext(exchange),
  });
  return { ...readVerdict(evaluated, exchange), exchanges: recorded };
}

function readStatus(exchange: HttpExchange | null): Verdict {
  const status = exchange?.errorCode === null ? (exchange.status ?? 0) : 0;
  const isOver = (status >= 200 && status <= 299) || status === 404 || status === 410;
  return isOver ? { cancelled: true, errors: [], warnings: [] } : failed(unexplainedError(exchange, AT));
}

function readVerdict(evaluated: Evaluated | undefined, exchange: HttpExchange): Verdict {
  if (evaluated?.ok === false) return failed(integrationError(evaluationProblem(AT, evaluated)));
  const mapped = Cancelled.safeParse(evaluated?.value);
  if (!mapped.success) return failed(unexplainedError(exchange, AT));
  const { cancelled, errors, warnings } = mapped.data;
  return { cancelled: cancelled ?? errors.length === 0, errors, warnings };
}

function failed(error: ProtocolError): Verdict {
  return { cancelled: false, errors: [error], warnings: [] };
}
