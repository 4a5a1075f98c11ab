import type { RegisteredKey, Registration } from "@/lib/services/registry";
import type { SignatureVerdict } from "@/lib/protocol/signature/signature-verdict";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import type { Door } from "./door";
import type { ProtocolRequest } from "./protocol-request";

/**
 * Verifies the signature. keyId is looked up inside the addressed provider only (PRODUCT, trap 3); a key past its overlap
 * is no key. The refusal's explanation is for the debugger, never for the caller.
 */
export function authenticate(
  door: Door,
  registration: Registration,
  request: ProtocolRequest,
): SignatureVerdict<RegisteredKey> {
  return verifyRequest({
    method: request.method,
    target: request.target,
    headers: signedHeaders(door, request),
    body: request.rawBody,
    keys: (keyId) =>
      registration.keys.filter((key) => key.keyId === keyId && isGood(key, request.receivedAtMs)),
    nowMs: request.receivedAtMs,
    rules: "integration",
  });
}

function isGood(key: RegisteredKey, nowMs: number): boolean {
  return key.retiresAt === null || key.retiresAt.getTime() > nowMs;
}

/** Behind a proxy that rewrites Host, the host that was signed is the forwarded one; only where we are told to trust it. */
function signedHeaders(door: Door, request: ProtocolRequest): ProtocolRequest["headers"] {
  const forwarded = request.headers["x-forwarded-host"];
  if (!door.isForwardedHostTrusted || typeof forwarded !== "string") return request.headers;
  return { ...request.headers, host: forwarded.split(",")[0]?.trim() ?? request.headers.host };
}
