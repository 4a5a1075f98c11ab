import { createHmac, timingSafeEqual } from "node:crypto";

/** Request headers by lower-case name, as node:http gives them. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One header as a single text, several values joined with `, ` (PROTOCOL 2.3); null when absent. */
export function headerValue(headers: HeaderValues, name: string): string | null {
  // Names come from the caller: `__proto__` and its kind must not reach the prototype.
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) return null;
  return typeof value === "string" ? value : value.join(", ");
}

export type SigningStringParts = {
  method: string;
  /** The raw request target: path with any mount prefix and query, never decoded. */
  target: string;
  headers: HeaderValues;
  created?: string | null;
  expires?: string | null;
};

/** The text that is signed, or the names that are listed and absent (PROTOCOL 2.3, 2.7 rule 7). */
export function buildSigningString(
  signedHeaders: readonly string[],
  parts: SigningStringParts,
): { text: string } | { missing: string[] } {
  const lines: string[] = [];
  const missing: string[] = [];
  for (const name of signedHeaders) {
    const value = signedValue(name, parts);
    if (value === null) missing.push(name);
    else lines.push(`${name}: ${value}`);
  }
  return missing.length > 0 ? { missing } : { text: lines.join("\n") };
}

function signedValue(name: string, parts: SigningStringParts): string | null {
  switch (name) {
    case "(request-target)":
      return `${parts.method.toLowerCase()} ${parts.target}`;
    case "(created)":
      return parts.created ?? null;
    case "(expires)":
      return parts.expires ?? null;
    default:
      return headerValue(parts.headers, name);
  }
}

/** HMAC-SHA-256 over the UTF-8 text: 32 bytes. */
export function hmacOf(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text, "utf8").digest();
}

const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;

/** The 32 bytes of a padded base64 signature, or null for anything else (PROTOCOL 2.7 rule 9). */
export function decodeSignature(text: string): Buffer | null {
  return SIGNATURE.test(text) ? Buffer.from(text, "base64") : null;
}

/** Constant-time comparison of a decoded signature with the one over `text`. */
export function matchesHmac(signature: Buffer, key: Uint8Array, text: string): boolean {
  return timingSafeEqual(signature, hmacOf(key, text));
}
