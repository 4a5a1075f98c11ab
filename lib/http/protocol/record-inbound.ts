import { storedMessage } from "@/lib/services/exchanges";
import type { EndpointCall } from "./endpoint-call";
import type { ProtocolAnswer } from "./protocol-request";

/** Records the exchange of a check that Maxsight began, after its answer is known and without making it wait. */
export function recordInbound(
  call: EndpointCall,
  answer: ProtocolAnswer,
  about: { checkId: string; operation: string; requestPayloadId?: string | null },
): void {
  const { request } = call;
  const known = about.requestPayloadId ?? null;
  call.door.recorder.record(call.ctx, {
    providerId: call.registration.providerId,
    checkId: about.checkId,
    peer: "maxsight",
    direction: "in",
    operation: about.operation,
    method: request.method,
    url: request.target,
    status: answer.status,
    errorCode: null,
    startedAtMs: request.receivedAtMs,
    durationMs: call.ctx.now().getTime() - request.receivedAtMs,
    requestSize: request.rawBody.length,
    responseSize: answer.body.length,
    request:
      known === null ? storedMessage(request.headers, withoutCredentials(call.body)) : { payloadId: known },
    response: storedMessage(answer.headers, answer.body),
  });
}

/** The customer's credentials come with every call and are never kept as evidence (PRODUCT, trap 6). */
function withoutCredentials(body: Record<string, unknown>): Buffer {
  const { provider_credentials: credentials, ...rest } = body;
  const shown = credentials === undefined ? rest : { ...rest, provider_credentials: "[not stored]" };
  return Buffer.from(JSON.stringify(shown), "utf8");
}
