import { finalAnswer } from "@/lib/protocol/answers";
import { GetResultRequest } from "@/lib/protocol/requests";
import { fetchUpdate } from "@/lib/services/checks";
import type { EndpointCall } from "./endpoint-call";
import { notServedError } from "./not-served";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/** `POST /checks/{id}/get_result` (PROTOCOL 10.5): the oldest result Maxsight has not fetched, else the latest again. */
export async function answerGetResult(call: EndpointCall): Promise<ProtocolAnswer> {
  const parsed = parseBody(GetResultRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const { providerId } = call.registration;
  const { reference, update_id: updateId } = parsed.value;
  const maxsightId = "checkId" in call.route ? call.route.checkId : parsed.value.id;
  const fetched = await fetchUpdate(call.ctx, {
    providerId,
    reference,
    maxsightId,
    environment: call.key.environment,
    updateId: updateId ?? undefined,
  });
  if (!("check" in fetched)) {
    const outcome = { kind: "errors" as const, errors: [notServedError(fetched)] };
    return jsonAnswer(200, finalAnswer({ providerId, reference, outcome }));
  }
  const answer = jsonAnswer(200, finalAnswer({ providerId, reference, ...resultOf(fetched) }));
  recordInbound(call, answer, { checkId: fetched.check.id, operation: "get_result" });
  return answer;
}

function resultOf(fetched: Extract<Awaited<ReturnType<typeof fetchUpdate>>, { check: unknown }>) {
  if (fetched.status === "update") {
    const { updateId, occurredAt } = fetched;
    return { outcome: fetched.outcome, update: { updateId, occurredAt } };
  }
  const message = "There is no result of this check yet.";
  return { outcome: { kind: "errors" as const, errors: [{ type: "PROVIDER_MESSAGE" as const, message }] } };
}
