import { createHash } from "node:crypto";
import type { Runtime } from "../context";

const WINDOW_MS = 15 * 60_000;
const MAX_PER_EMAIL_AND_ADDRESS = 8;
const MAX_PER_EMAIL = 40;

export type SignInAttempt = { email: string; address: string };

/**
 * Counts failed sign-ins of the last 15 minutes: eight for an e-mail from one address, forty for an e-mail from
 * anywhere. The first stops a guesser without locking the owner out elsewhere, the second stops many guessers. The
 * counts are in Postgres, so that web processes share them; account and address are kept as a hash only.
 *
 * Takes one try and gives the seconds to wait before it may be made, 0 for now. Called before the password is checked,
 * so that parallel tries cannot slip through.
 */
export async function takeSignInTry(runtime: Runtime, attempt: SignInAttempt): Promise<number> {
  const [row] = await runtime.db.sql<{ wait: number }[]>`
    select directory_try_sign_in(${keysOf(attempt)}::text[], ${[MAX_PER_EMAIL_AND_ADDRESS, MAX_PER_EMAIL]}::int[],
      make_interval(secs => ${WINDOW_MS / 1000})) as wait`;
  return row?.wait ?? 0;
}

/** Forgets the failures after a right password. */
export async function forgetSignInTries(runtime: Runtime, attempt: SignInAttempt): Promise<void> {
  await runtime.db.sql`select directory_forget_sign_in(${keysOf(attempt)}::text[])`;
}

function keysOf({ email, address }: SignInAttempt): string[] {
  return [`${email}\n${address}`, email].map((text) => createHash("sha256").update(text).digest("hex"));
}
