import type { RecordedExchange } from "@/lib/connectors/connector";
import { providerExchange, storedAnswer, storedMessage } from "@/lib/services/exchanges";
import type { EndpointCall } from "./endpoint-call";
import type { WholeAnswer } from "./protocol-request";

/** What an exchange is about; a search belongs to no check (PROTOCOL 7.5). */
type About = {
  checkId: string | null;
  operation: string;
  requestPayloadId?: string | null;
  /** Of a streamed file, whose bytes are not kept. */
  responseSize?: number;
};

/** Records the exchange of a check that Maxsight began, after its answer is known and without making it wait. */
export function recordInbound(call: EndpointCall, answer: WholeAnswer, about: About): void {
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
    responseSize: about.responseSize ?? answer.body.length,
    request:
      known === null ? storedMessage(request.headers, withoutCredentials(call.body)) : { payloadId: known },
    // The result itself is kept whole, as the check's.
    response: storedAnswer(answer.headers, answer.body),
  });
}

/** Records the calls to the provider that were made while Maxsight waited for this answer. */
export function recordProviderCalls(
  call: EndpointCall,
  checkId: string | null,
  exchanges: readonly RecordedExchange[],
): void {
  const { providerId } = call.registration;
  for (const recorded of exchanges) {
    call.door.recorder.record(call.ctx, providerExchange({ providerId, checkId }, recorded));
  }
}

/** The customer's credentials come with every call and are never kept as evidence (PRODUCT, trap 6). */
function withoutCredentials(body: Record<string, unknown>): Buffer {
  const { provider_credentials: credentials, ...rest } = body;
  const shown = credentials === undefined ? rest : { ...rest, provider_credentials: "[not stored]" };
  return Buffer.from(JSON.stringify(shown), "utf8");
}
