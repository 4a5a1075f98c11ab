import { pollAnswer } from "@/lib/protocol/answers";
import { PollRequest } from "@/lib/protocol/requests";
import { fetchOutcome } from "@/lib/services/checks";
import { answerUpdatePoll, isLegacy } from "./answer-monitored";
import type { EndpointCall } from "./endpoint-call";
import { notServedError } from "./not-served";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/** `POST /checks/{id}/poll` (PROTOCOL 10.2): answered from the store, whatever the provider is doing. */
export async function answerPoll(call: EndpointCall): Promise<ProtocolAnswer> {
  const parsed = parseBody(PollRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const { providerId } = call.registration;
  const { reference } = parsed.value;
  const maxsightId = "checkId" in call.route ? call.route.checkId : parsed.value.id;
  const named = { providerId, reference, maxsightId, environment: call.key.environment };
  if (isLegacy(call)) return answerUpdatePoll(call, named, "poll");
  const fetched = await fetchOutcome(call.ctx, named);
  if (!("check" in fetched)) {
    return jsonAnswer(
      200,
      pollAnswer({ providerId, reference, outcome: { kind: "errors", errors: [notServedError(fetched)] } }),
    );
  }
  const answer = jsonAnswer(200, pollAnswer({ providerId, reference, outcome: polled(fetched) }));
  recordInbound(call, answer, { checkId: fetched.check.id, operation: "poll" });
  return answer;
}

function polled(fetched: Extract<Awaited<ReturnType<typeof fetchOutcome>>, { check: unknown }>) {
  if (fetched.status === "final") return fetched.outcome;
  if (fetched.status === "pending") return { kind: "pending" as const };
  const message = "This check was cancelled.";
  return { kind: "errors" as const, errors: [{ type: "PROVIDER_MESSAGE" as const, message }] };
}
