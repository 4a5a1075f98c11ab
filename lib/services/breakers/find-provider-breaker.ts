import { and, desc, eq } from "drizzle-orm";
import { breakerEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ProviderId } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { findBreaker } from "./breaker-row";
import type { Breaker } from "./list-breakers";

const HISTORY = 20;

/** The breaker in front of one provider with its latest moves, newest first; null as long as it never opened. */
export async function findProviderBreaker(
  ctx: ServiceContext,
  input: { providerId: ProviderId },
): Promise<Breaker | null> {
  requireScope(ctx, "notifications:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const row = await findBreaker(tx, ctx, { scope: "provider", key: input.providerId });
    if (row === undefined) return null;
    const history = await tx
      .select()
      .from(breakerEvents)
      .where(and(eq(breakerEvents.tenantId, ctx.tenantId), eq(breakerEvents.breakerId, row.id)))
      .orderBy(desc(breakerEvents.createdAt), desc(breakerEvents.id))
      .limit(HISTORY);
    return { ...row, parked: 0, history };
  });
}
