import { readyAnswer } from "@/lib/protocol/answers";
import { ReadyRequest } from "@/lib/protocol/requests";
import { markReady } from "@/lib/services/checks";
import type { EndpointCall } from "./endpoint-call";
import { notServedError } from "./not-served";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/** `POST /checks/{id}/ready` (PROTOCOL 10.3). An unknown reference is an error, which Maxsight retries. */
export async function answerReady(call: EndpointCall): Promise<ProtocolAnswer> {
  const parsed = parseBody(ReadyRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const { reference } = parsed.value;
  const maxsightId = "checkId" in call.route ? call.route.checkId : parsed.value.id;
  const readied = await markReady(call.ctx, {
    providerId: call.registration.providerId,
    reference,
    maxsightId,
    environment: call.key.environment,
  });
  if (readied.status !== "ready") return jsonAnswer(200, readyAnswer({ errors: [notServedError(readied)] }));
  const answer = jsonAnswer(200, readyAnswer({ errors: [] }));
  recordInbound(call, answer, { checkId: readied.check.id, operation: "ready" });
  return answer;
}
