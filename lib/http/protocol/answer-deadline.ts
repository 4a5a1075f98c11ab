import { templateTimings } from "@/lib/protocol/check-template";
import type { EndpointCall } from "./endpoint-call";

/** Taken off the template's timeout, so that our answer arrives before Maxsight stops waiting for it. */
const ANSWER_MARGIN_MS = 2_000;

/** Epoch ms by which an answer that needs the provider must be on its way (PROTOCOL 6.3, 8). */
export function answerDeadlineMs({ registration, request }: EndpointCall, phase = "start"): number {
  const { requestTimeoutSeconds } = templateTimings(registration.version.document.check_template);
  const timeoutMs = requestTimeoutSeconds(phase) * 1000;
  return request.receivedAtMs + Math.max(timeoutMs - ANSWER_MARGIN_MS, timeoutMs / 2);
}
