import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { memberships } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError, ConflictError } from "@/lib/errors";
import { newId, type UserId } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { violatesUnique } from "../unique-violation";
import { hashPassword, newPassword } from "./password";

export const RoleName = z.enum(["viewer", "operator", "provider_admin", "tenant_admin"]);

/** `password` is generated when it is not given. */
export const CreateUserInput = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  name: z.string().trim().min(1).max(100).optional(),
  role: RoleName,
  password: z.string().min(12, "must have at least 12 characters").max(200).optional(),
});
export type CreateUserInput = z.output<typeof CreateUserInput>;

/** `password` only when this call made the account: an existing one keeps its own. */
export type CreatedUser = {
  id: UserId;
  email: string;
  role: CreateUserInput["role"];
  password: string | null;
};

/**
 * Gives a person a role in the tenant and, when the e-mail is new on the instance, an account. An account that exists
 * keeps its password and name, and only whoever runs the instance may add it (with the command): the first password of
 * an account is known to whoever made it, who would be let into the next tenant as well. Throws ConflictError when the
 * person is a member already, or has an account and a tenant's admin asks.
 */
export async function createUser(ctx: ServiceContext, input: CreateUserInput): Promise<CreatedUser> {
  requireScope(ctx, "team:write");
  const password = input.password ?? newPassword();
  const passwordHash = await hashPassword(password);
  const freshId = newId<UserId>(ctx.now().getTime());
  const name = input.name ?? input.email.split("@")[0] ?? input.email;
  try {
    return await asTenant(ctx.db, ctx.tenantId, async (tx) => {
      const [account] = await tx.execute<{ id: UserId; created: boolean }>(
        sql`select id, created from directory_ensure_user(${freshId}, ${input.email}, ${name}, ${passwordHash})`,
      );
      if (account === undefined) throw new AppError("internal", "The account could not be made.");
      if (!account.created) await requireVouching(tx, ctx, account.id);
      await tx.insert(memberships).values({
        tenantId: ctx.tenantId,
        userId: account.id,
        role: input.role,
        createdAt: ctx.now(),
      });
      await recordAudit(tx, ctx, {
        action: "user.added",
        targetKind: "user",
        targetId: account.id,
        details: { role: input.role, isNewAccount: account.created },
      });
      return {
        id: account.id,
        email: input.email,
        role: input.role,
        password: account.created ? password : null,
      };
    });
  } catch (error) {
    if (!violatesUnique(error, "memberships_tenant_id_user_id_pk")) throw error;
    throw new ConflictError("This person is a member of the tenant already.", { cause: error });
  }
}

async function requireVouching(tx: Tx, ctx: ServiceContext, userId: UserId): Promise<void> {
  if (ctx.actor.kind === "cli") return;
  const isMember = and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.userId, userId));
  const [member] = await tx.select({ userId: memberships.userId }).from(memberships).where(isMember);
  throw new ConflictError(
    member === undefined
      ? "This e-mail address cannot be added here. Whoever runs this instance can, with `gatehouse users create`."
      : "This person is a member of the tenant already.",
  );
}
