import type { HttpExchange } from "@/lib/egress/http-exchange";
import type { Outcome } from "@/lib/protocol/outcome";
import type { ConnectorCall, ConnectorProgress, WebhookDelivery } from "../connector";
import type { HttpDefinition } from "../definition";
import type { Expressions } from "../expression-engine";
import { mapAnswer } from "./ask-outcome";
import { callContext, deliveryContext } from "./context";

/** A provider's answer as it was stored: whole, but without secrets. */
export type StoredAnswer = { status: number; headers: Record<string, string>; body: Buffer };

type Remapping = {
  definition: HttpDefinition;
  expressions: Expressions;
  operation: "start" | "poll";
  answer: StoredAnswer;
  call: ConnectorCall;
  /** Null for an answer to `start`. */
  progress: ConnectorProgress | null;
};

/**
 * What a definition makes of an answer that came earlier, exactly as if it came now; nothing is called. Null where the
 * definition has no such operation.
 */
export async function mapStoredAnswer(input: Remapping): Promise<Outcome | null> {
  const { definition, expressions, operation, call, progress } = input;
  const rules = definition.operations[operation];
  if (rules === undefined) return null;
  const answered = await mapAnswer(
    { expressions },
    {
      asking: { operation, rules, call },
      answer: { exchange: toExchange(input), recorded: [] },
      context: callContext(call, progress),
    },
  );
  return answered.outcome;
}

function toExchange({ definition, operation, answer, call }: Remapping): HttpExchange {
  return {
    method: definition.operations[operation]?.request.method ?? "POST",
    url: "",
    requestHeaders: {},
    requestBody: null,
    status: answer.status,
    responseHeaders: answer.headers,
    responseBody: answer.body,
    truncated: false,
    errorCode: null,
    remoteAddress: null,
    startedAtMs: call.nowMs,
    durationMs: 0,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
  };
}

/** Which check a stored webhook is about, by a definition's expression; null when it does not say. */
export async function identifyStoredDelivery(input: {
  definition: HttpDefinition;
  expressions: Expressions;
  delivery: WebhookDelivery;
}): Promise<string | null> {
  const { webhook } = input.definition.operations;
  if (webhook === undefined) return null;
  const [found] = await input.expressions.evaluate(
    [webhook.provider_reference],
    deliveryContext(input.delivery),
  );
  if (found?.ok !== true) return null;
  return typeof found.value === "string" || typeof found.value === "number" ? String(found.value) : null;
}
