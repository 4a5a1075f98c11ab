import { AppError, UnauthenticatedError } from "@/lib/errors";
import type { UserId } from "@/lib/ids";
import type { Runtime } from "../context";
import { verifyPassword } from "./password";
import { forgetSignInTries, takeSignInTry } from "./sign-in-throttle";

export type SignedInUser = { id: UserId; email: string; name: string };

type Attempt = { email: string; password: string; address: string };
type AccountRow = { id: UserId; email: string; name: string; password_hash: string | null };

/**
 * Checks e-mail and password. An unknown e-mail costs the same work and gets the same answer as a wrong password.
 * Throws UnauthenticatedError, or AppError `rate_limited` with `details.retryAfterSeconds`.
 */
export async function authenticateUser(runtime: Runtime, input: Attempt): Promise<SignedInUser> {
  const attempt = { email: input.email.trim().toLowerCase(), address: input.address };
  const retryAfterSeconds = await takeSignInTry(runtime, attempt);
  if (retryAfterSeconds > 0) {
    throw new AppError("rate_limited", "Too many failed sign-ins. Wait a few minutes and try again.", {
      details: { retryAfterSeconds },
    });
  }
  const [account] = await runtime.db.sql<AccountRow[]>`
    select id, email, name, password_hash from directory_user(${attempt.email})`;
  const isRight = await verifyPassword(account?.password_hash ?? null, input.password.slice(0, 1000));
  if (!isRight || account === undefined) {
    throw new UnauthenticatedError("The e-mail address or the password is not right.");
  }
  await forgetSignInTries(runtime, attempt);
  await runtime.db.sql`select directory_record_sign_in(${account.id})`;
  return { id: account.id, email: account.email, name: account.name };
}
