import { asc, eq } from "drizzle-orm";
import { memberships, users } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";

/** The members of the tenant an item can be given to, by name. */
export async function listAssignees(ctx: ServiceContext): Promise<{ id: string; name: string }[]> {
  requireScope(ctx, "checks:read");
  return asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ id: users.id, name: users.name })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.tenantId, ctx.tenantId))
      .orderBy(asc(users.name), asc(users.id))
      .limit(500),
  );
}
