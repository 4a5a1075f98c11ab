import { and, eq, inArray } from "drizzle-orm";
import { breakerEvents, breakers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";

/**
 * Drops the breaker of a host that is gone for good: our own simulator, whose port the next run may get. Nothing is
 * released; whoever calls has ended what waited for it. Forgetting twice is once.
 */
export async function forgetHost(ctx: ServiceContext, input: { apiBaseUrl: string }): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const gone = await tx
      .select({ id: breakers.id })
      .from(breakers)
      .where(
        and(
          eq(breakers.tenantId, ctx.tenantId),
          eq(breakers.scope, "maxsight_host"),
          eq(breakers.key, input.apiBaseUrl),
        ),
      );
    if (gone.length === 0) return;
    const ids = gone.map(({ id }) => id);
    await tx.delete(breakerEvents).where(inArray(breakerEvents.breakerId, ids));
    await tx.delete(breakers).where(inArray(breakers.id, ids));
  });
}
