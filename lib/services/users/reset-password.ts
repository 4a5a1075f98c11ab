import { ForbiddenError, NotFoundError } from "@/lib/errors";
import type { Actor, Runtime } from "../context";
import { hashPassword, newPassword } from "./password";

/**
 * Gives an account a new password, shown only here, and ends its sessions. One account can belong to several tenants, so no tenant's admin may:
 * only whoever runs the instance, with the command. Throws ForbiddenError, NotFoundError.
 */
export async function resetPassword(
  runtime: Runtime,
  actor: Actor,
  input: { email: string },
): Promise<{ email: string; password: string }> {
  if (actor.kind !== "cli") throw new ForbiddenError("Only the gatehouse command may reset a password.");
  const email = input.email.trim().toLowerCase();
  const password = newPassword();
  const [row] = await runtime.db.sql<{ id: string | null }[]>`
    select directory_set_password(${email}, ${await hashPassword(password)}) as id`;
  if (row === undefined || row.id === null)
    throw new NotFoundError(`There is no account with the e-mail ${email}.`);
  runtime.log.warn({ userId: row.id }, "a password was reset by the gatehouse command");
  return { email, password };
}
