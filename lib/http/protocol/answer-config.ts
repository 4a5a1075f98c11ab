import { recordConfigFetch } from "@/lib/services/registry";
import type { EndpointCall } from "./endpoint-call";
import { jsonAnswer, type ProtocolAnswer, refusal } from "./protocol-request";

/** `GET /config` (PROTOCOL 6). What was fetched is remembered per key: Maxsight caches it until it validates again. */
export async function answerConfig(call: EndpointCall): Promise<ProtocolAnswer> {
  const { registration, ctx, key } = call;
  if (registration.status === "retired") return refusal(404, "No provider is registered under this address.");
  const { version } = registration;
  await recordConfigFetch(ctx, {
    signingKeyId: key.id,
    version: version.number,
    configHash: version.configHash,
  });
  return jsonAnswer(200, version.documentJson);
}
