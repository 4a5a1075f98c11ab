import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/* argon2id with OWASP's first recommendation: 19 MiB, two passes, one lane. It is the library's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The stored form of a password. About 20 ms on one core. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

let nobody: Promise<string> | undefined;

/**
 * Whether the password belongs to the stored hash. With no hash (unknown account, or one without a password) the same
 * work is done and the answer is false, so that time does not tell who has an account.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored !== null) return verify(stored, password);
  nobody ??= hashPassword(randomBytes(24).toString("base64url"));
  await verify(await nobody, password);
  return false;
}

/* No characters that look alike, none that a shell or a chat window would change. */
const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const FAIR = 256 - (256 % LETTERS.length);

/** A random password a person can type: 20 characters, 115 bits. */
export function newPassword(): string {
  let picked = "";
  while (picked.length < 20) {
    const fair = [...randomBytes(32)].filter((byte) => byte < FAIR);
    picked += fair.map((byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
  }
  return picked.slice(0, 20);
}
