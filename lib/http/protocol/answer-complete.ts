import { finalAnswer } from "@/lib/protocol/answers";
import { CompleteRequest } from "@/lib/protocol/requests";
import { fetchOutcome } from "@/lib/services/checks";
import type { EndpointCall } from "./endpoint-call";
import { notServedError } from "./not-served";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/** `POST /checks/{id}/complete` (PROTOCOL 10.4): the final result, the same on every repeat. */
export async function answerComplete(call: EndpointCall): Promise<ProtocolAnswer> {
  const parsed = parseBody(CompleteRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const { providerId } = call.registration;
  const { reference } = parsed.value;
  const maxsightId = "checkId" in call.route ? call.route.checkId : parsed.value.id;
  const fetched = await fetchOutcome(call.ctx, {
    providerId,
    reference,
    maxsightId,
    environment: call.key.environment,
  });
  if (!("check" in fetched)) {
    return jsonAnswer(
      200,
      finalAnswer({ providerId, reference, outcome: { kind: "errors", errors: [notServedError(fetched)] } }),
    );
  }
  const outcome = fetched.status === "final" ? fetched.outcome : unavailable(fetched.status);
  const answer = jsonAnswer(200, finalAnswer({ providerId, reference, outcome }));
  recordInbound(call, answer, { checkId: fetched.check.id, operation: "complete" });
  return answer;
}

function unavailable(status: "pending" | "ended") {
  const message =
    status === "ended" ? "This check was cancelled." : "The result of this check is not ready yet.";
  return { kind: "errors" as const, errors: [{ type: "PROVIDER_MESSAGE" as const, message }] };
}
