import { hash, timingSafeEqual } from "node:crypto";

type DigestAlgorithm = "SHA-256" | "SHA-512";

/** SHA-512 is known to the strict verifier of PROTOCOL 2.4 only; what we send is always SHA-256. */
const NODE_NAMES: Record<DigestAlgorithm, string> = { "SHA-256": "sha256", "SHA-512": "sha512" };

/** The `Digest` header of a body: one value, upper-case name, padded base64 (PROTOCOL 2.4). */
export function digestOf(body: Uint8Array): string {
  return `SHA-256=${hash("sha256", body, "base64")}`;
}

export type DigestCheck = "match" | "mismatch" | "unsupported";

/**
 * Compares a received `Digest` header with the raw body. Names are case-insensitive, several values may be listed
 * and the first supported one decides (PROTOCOL 2.4, 20-8). `unsupported`: none of them is ours to compute.
 */
export function checkDigest(
  header: string,
  body: Uint8Array,
  algorithms: readonly DigestAlgorithm[] = ["SHA-256"],
): DigestCheck {
  for (const part of header.split(",")) {
    const value = part.trim();
    const separator = value.indexOf("=");
    const name = separator === -1 ? "" : value.slice(0, separator).trim().toUpperCase();
    const algorithm = algorithms.find((candidate) => candidate === name);
    if (algorithm !== undefined) return compareDigest(value.slice(separator + 1).trim(), body, algorithm);
  }
  return "unsupported";
}

function compareDigest(received: string, body: Uint8Array, algorithm: DigestAlgorithm): DigestCheck {
  const expected = Buffer.from(hash(NODE_NAMES[algorithm], body, "base64"), "latin1");
  const actual = Buffer.from(received, "latin1");
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? "match" : "mismatch";
}
