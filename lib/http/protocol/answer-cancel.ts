import { cancelAnswer } from "@/lib/protocol/answers";
import { CancelChecksRequest } from "@/lib/protocol/requests";
import { cancelReferences } from "@/lib/services/checks";
import type { EndpointCall } from "./endpoint-call";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/** `POST /cancel_checks` (PROTOCOL 10.6): cancels what it can; each unknown reference is one warning. Idempotent. */
export async function answerCancel(call: EndpointCall): Promise<ProtocolAnswer> {
  const parsed = parseBody(CancelChecksRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const { providerId } = call.registration;
  const { references } = parsed.value;
  const { environment } = call.key;
  const results = await cancelReferences(call.ctx, { providerId, references, environment });
  const warnings = results
    .filter((result) => result.status === "unknown")
    .map(({ reference }) => ({
      type: "INVALID_CHECK_INPUT" as const,
      message: `No check with the reference ${reference.slice(0, 100)} is known here.`,
    }));
  const answer = jsonAnswer(200, cancelAnswer({ errors: [], warnings }));
  recordInbound(call, answer, { checkId: null, operation: "cancel_checks" });
  return answer;
}
