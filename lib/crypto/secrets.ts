import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** A fresh signing secret as PROTOCOL 2.1 wants it: 32 random bytes in padded base64 (44 characters). */
export function newSigningSecret(): string {
  return randomBytes(32).toString("base64");
}

/** A fresh API key: `gh_`, a public prefix to find it by, and 32 random bytes. Only the hash is ever stored. */
export function newApiKey(): { key: string; prefix: string; hash: string } {
  const prefix = randomBytes(6).toString("hex");
  const key = `gh_${prefix}_${randomBytes(32).toString("base64url")}`;
  return { key, prefix, hash: hashApiKey(key) };
}

/** The stored form of an API key. The key has 256 random bits, so one SHA-256 is enough. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The lookup prefix of a presented key, or null when it does not have the form of one. */
export function apiKeyPrefix(key: string): string | null {
  return /^gh_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/.exec(key)?.[1] ?? null;
}

/** Compares two strings without telling through time where they differ. */
export function equalsSecretly(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
