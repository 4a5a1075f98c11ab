import { templateTimings } from "@/lib/protocol/check-template";
import { pollAnswer, readyAnswer } from "@/lib/protocol/answers";
import { MonitoredCheckRequest } from "@/lib/protocol/requests";
import { type ByReference, fetchUpdate, markReady } from "@/lib/services/checks";
import type { EndpointCall } from "./endpoint-call";
import { notServedError } from "./not-served";
import { parseBody } from "./parse-body";
import { jsonAnswer, type ProtocolAnswer, refusal } from "./protocol-request";
import { recordInbound } from "./record-inbound";

/*
 * The three endpoints that only the legacy template MONITORED_POLLING has (PROTOCOL 7.6). They carry the reference in the
 * body and may carry no id at all.
 */

/** `POST /monitored_checks/ready`: Maxsight begins to poll for updates. Idempotent. */
export async function answerMonitoredReady(call: EndpointCall): Promise<ProtocolAnswer> {
  if (!isLegacy(call)) return NOT_SERVED();
  const parsed = parseBody(MonitoredCheckRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  const readied = await markReady(call.ctx, namedBy(call, parsed.value));
  if (readied.status !== "ready") return jsonAnswer(200, readyAnswer({ errors: [notServedError(readied)] }));
  const answer = jsonAnswer(200, readyAnswer());
  recordInbound(call, answer, { checkId: readied.check.id, operation: "monitored_ready" });
  return answer;
}

/** `POST /monitored_checks/poll`: the oldest update Maxsight has not fetched, else the latest again. */
export async function answerMonitoredPoll(call: EndpointCall): Promise<ProtocolAnswer> {
  if (!isLegacy(call)) return NOT_SERVED();
  const parsed = parseBody(MonitoredCheckRequest, call.body);
  if (!parsed.ok) return parsed.answer;
  return answerUpdatePoll(call, namedBy(call, parsed.value), "monitored_poll");
}

/** `POST /monitored_provider/poll`: which references changed is not known for any provider; the answer the reference gives. */
export async function answerMonitoredProvider(call: EndpointCall): Promise<ProtocolAnswer> {
  return isLegacy(call) ? jsonAnswer(200, { references: "UNKNOWN", errors: [], warnings: [] }) : NOT_SERVED();
}

/** A poll of this template, under either of its paths, is answered with one result and is final when there is one. */
export async function answerUpdatePoll(
  call: EndpointCall,
  named: ByReference,
  operation: string,
): Promise<ProtocolAnswer> {
  const { providerId, reference } = named;
  // Nobody is notified here, so only the interval tells the next question from the last one asked again.
  const { updateIntervalSeconds } = templateTimings(call.registration.version.document.check_template);
  const fetched = await fetchUpdate(call.ctx, { ...named, repeatWithinMs: updateIntervalSeconds * 500 });
  if (!("check" in fetched)) {
    const outcome = { kind: "errors" as const, errors: [notServedError(fetched)] };
    return jsonAnswer(200, pollAnswer({ providerId, reference, outcome }));
  }
  const outcome = fetched.status === "update" ? fetched.outcome : { kind: "pending" as const };
  const answer = jsonAnswer(200, pollAnswer({ providerId, reference, outcome }));
  recordInbound(call, answer, { checkId: fetched.check.id, operation });
  return answer;
}

/** Whether the provider has the legacy template at all. */
export function isLegacy({ registration }: EndpointCall): boolean {
  return registration.version.document.check_template.type === "MONITORED_POLLING";
}

const NOT_SERVED = () => refusal(404, "This provider's template has no such endpoint.");

function namedBy(call: EndpointCall, request: MonitoredCheckRequest): ByReference {
  const { providerId } = call.registration;
  return {
    providerId,
    reference: request.reference,
    maxsightId: request.id ?? null,
    environment: call.key.environment,
  };
}
