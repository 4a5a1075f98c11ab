import { parseSignatureParameters } from "./authorization-header";
import { checkDigest, digestOf } from "./digest";
import type { SigningKey } from "./secret";
import { decodeSignature, hmacOf, matchesHmac } from "./signing-string";

/** `Digest` and `Signature` of an answer; only the digest is signed (PROTOCOL 2.10). */
export function signResponse(response: { body: Uint8Array; signingKey: SigningKey }): {
  Digest: string;
  Signature: string;
} {
  const digest = digestOf(response.body);
  const { keyId, key } = response.signingKey;
  const signature = hmacOf(key, `digest: ${digest}`).toString("base64");
  return {
    Digest: digest,
    Signature: `keyId="${keyId}",algorithm="hs2019",headers="digest",signature="${signature}"`,
  };
}

export type ResponseVerdict =
  | { ok: true }
  | {
      ok: false;
      reason:
        | "malformed"
        | "digest_missing"
        | "digest_mismatch"
        | "digest_not_signed"
        | "unknown_key"
        | "signature_mismatch";
    };

/**
 * Verifies a signed answer. Nobody requires one (PROTOCOL 2.10), so call this only when a `Signature` header is
 * present. Lists beyond `digest` cannot be rebuilt from an answer and count as malformed.
 */
export function verifyResponse(response: {
  body: Uint8Array;
  digest: string | null;
  signature: string;
  signingKey: SigningKey;
}): ResponseVerdict {
  const parameters = parseSignatureParameters(response.signature);
  if (typeof parameters === "string") return { ok: false, reason: "malformed" };
  const list = parameters.signedHeaders ?? [];
  if (!list.includes("digest")) return { ok: false, reason: "digest_not_signed" };
  const signature = decodeSignature(parameters.signature);
  if (list.length !== 1 || signature === null) return { ok: false, reason: "malformed" };
  if (response.digest === null) return { ok: false, reason: "digest_missing" };
  if (checkDigest(response.digest, response.body) !== "match")
    return { ok: false, reason: "digest_mismatch" };
  if (parameters.keyId !== response.signingKey.keyId) return { ok: false, reason: "unknown_key" };
  return matchesHmac(signature, response.signingKey.key, `digest: ${response.digest}`)
    ? { ok: true }
    : { ok: false, reason: "signature_mismatch" };
}
