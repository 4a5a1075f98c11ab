import { InvalidInputError } from "@/lib/errors";

/** A shared secret ready to use: the HMAC key is the decoded bytes, the id the start of the text (PROTOCOL 2.1). */
export type SigningKey = { keyId: string; key: Uint8Array };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const KEY_ID_LENGTH = 8;

/**
 * Reads a secret in its exchange form (RFC 4648 section 4, padded). Throws InvalidInputError; the message never
 * repeats the secret. `requireLength32` is for registration; when verifying, other lengths are fine (PROTOCOL 2.1).
 */
export function parseSecret(base64: string, options: { requireLength32?: boolean } = {}): SigningKey {
  if (base64.length % 4 !== 0 || !BASE64.test(base64)) {
    throw new InvalidInputError("The secret is not base64 (standard alphabet, padded).");
  }
  const key = new Uint8Array(Buffer.from(base64, "base64"));
  if (base64.length < KEY_ID_LENGTH) throw new InvalidInputError("The secret is too short to have a key id.");
  if (options.requireLength32 === true && key.length !== 32) {
    throw new InvalidInputError(`The secret must decode to 32 bytes; this one has ${key.length}.`);
  }
  return { keyId: base64.slice(0, KEY_ID_LENGTH), key };
}

/** The exchange form of 32 random bytes: 44 characters. The caller brings the randomness. */
export function secretFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== 32) throw new InvalidInputError("A secret has exactly 32 bytes.");
  return Buffer.from(bytes).toString("base64");
}
