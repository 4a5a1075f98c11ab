import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { AppError } from "@/lib/errors";

/*
 * One envelope: version (1) | key id (16) | iv (12) | tag (16) | ciphertext. The key id stands on each ciphertext so
 * that keys can be rotated; purpose and tenant are authenticated, so a ciphertext cannot be moved to another place.
 */
const VERSION = 1;
const HEADER = 1 + 16 + 12 + 16;

/** A 256-bit AES key and the 16-byte id that its ciphertexts carry. */
export type EnvelopeKey = { id: Buffer; key: Buffer };

/** Encrypts with AES-256-GCM. `context` (tenant and purpose) must be given again to decrypt. */
export function seal(envelopeKey: EnvelopeKey, context: string, plaintext: Uint8Array): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", envelopeKey.key, iv);
  cipher.setAAD(Buffer.from(context, "utf8"));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), envelopeKey.id, iv, cipher.getAuthTag(), body]);
}

/** The id of the key that sealed this envelope, as a hexadecimal string. */
export function keyIdOf(envelope: Buffer): string {
  if (envelope.length < HEADER || envelope[0] !== VERSION) {
    throw new AppError("internal", "A stored ciphertext is not an envelope of this version.");
  }
  return envelope.subarray(1, 17).toString("hex");
}

/** Decrypts; throws AppError `internal` when key, context or bytes do not fit. */
export function open(envelopeKey: EnvelopeKey, context: string, envelope: Buffer): Buffer {
  keyIdOf(envelope);
  const decipher = createDecipheriv("aes-256-gcm", envelopeKey.key, envelope.subarray(17, 29));
  decipher.setAAD(Buffer.from(context, "utf8"));
  decipher.setAuthTag(envelope.subarray(29, HEADER));
  try {
    return Buffer.concat([decipher.update(envelope.subarray(HEADER)), decipher.final()]);
  } catch (cause) {
    throw new AppError(
      "internal",
      "A stored ciphertext could not be decrypted: wrong root key or altered data.",
      {
        cause,
      },
    );
  }
}

/** A root key from its base64 form. Its id is the start of its SHA-256, so nobody has to name keys. */
export function rootKeyFrom(base64: string): EnvelopeKey | null {
  const key = Buffer.from(base64, "base64");
  if (key.length !== 32) return null;
  return { id: createHash("sha256").update("gatehouse-root").update(key).digest().subarray(0, 16), key };
}
