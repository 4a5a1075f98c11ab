import { and, eq, inArray, isNotNull, isNull, lt, notInArray, or, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, notifications, updates } from "@/lib/db/schema";
import type { ServiceContext } from "../context";

/** What stands open now, whatever the period: results Maxsight has not fetched, and what a person should look at. */
export type Standing = { unfetched: number; attention: number };

/** Acknowledged but not fetched for longer than this needs a person (DASHBOARD 2). */
const FETCH_OVERDUE_MS = 15 * 60_000;
const ONE = sql<number>`count(*)::int`;

/** The counts of checks use the partial index of open ones; those of notifications need one on (tenant_id, state). */
export async function readStanding(tx: Tx, ctx: ServiceContext): Promise<Standing> {
  const [ready] = await tx
    .select({ count: ONE })
    .from(checks)
    .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.state, "result_ready")));
  const [monitored] = await tx
    .select({ count: ONE })
    .from(updates)
    .innerJoin(checks, eq(checks.id, updates.checkId))
    .where(
      and(
        eq(updates.tenantId, ctx.tenantId),
        eq(checks.state, "monitoring"),
        notInArray(updates.state, ["fetched", "superseded"]),
      ),
    );
  const overdue = new Date(ctx.now().getTime() - FETCH_OVERDUE_MS);
  const [stuck] = await tx
    .select({ count: ONE })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        isNull(notifications.fetchedAt),
        or(
          inArray(notifications.state, ["exhausted", "parked"]),
          and(
            eq(notifications.state, "acknowledged"),
            isNotNull(notifications.acknowledgedAt),
            lt(notifications.acknowledgedAt, overdue),
          ),
        ),
      ),
    );
  return { unfetched: (ready?.count ?? 0) + (monitored?.count ?? 0), attention: stuck?.count ?? 0 };
}
