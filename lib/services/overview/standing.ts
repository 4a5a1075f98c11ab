import { and, eq, notInArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, updates } from "@/lib/db/schema";
import type { ServiceContext } from "../context";

/** What stands open now, whatever the period: results Maxsight has not fetched. */
export type Standing = { unfetched: number };

const ONE = sql<number>`count(*)::int`;

/** Uses the partial index of open checks. */
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
  return { unfetched: (ready?.count ?? 0) + (monitored?.count ?? 0) };
}
