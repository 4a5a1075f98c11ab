import { and, count, desc, eq, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { breakerEvents, breakers, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import type { BreakerEventRow, BreakerRow } from "./breaker-row";

export type Breaker = BreakerRow & {
  /** Notifications that wait for it to close. */
  parked: number;
  /** Its latest moves, newest first. */
  history: BreakerEventRow[];
};

const MOST = 200;
const HISTORY = 20;

/** The breakers that ever opened, those that are not closed first, then the latest moved. Three queries. */
export async function listBreakers(ctx: ServiceContext): Promise<Breaker[]> {
  requireScope(ctx, "notifications:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(breakers)
      .where(eq(breakers.tenantId, ctx.tenantId))
      .orderBy(sql`${breakers.state} = 'closed'`, desc(breakers.updatedAt))
      .limit(MOST);
    return describeBreakers(tx, ctx, rows);
  });
}

/** Adds what is parked and the history. */
export async function describeBreakers(tx: Tx, ctx: ServiceContext, rows: BreakerRow[]): Promise<Breaker[]> {
  const parked = await countParked(tx, ctx);
  const events = await readHistory(tx, ctx);
  return rows.map((row) => ({
    ...row,
    parked: row.scope === "maxsight_host" ? (parked.get(row.key) ?? 0) : 0,
    history: events.filter((event) => event.breakerId === row.id),
  }));
}

async function countParked(tx: Tx, ctx: ServiceContext): Promise<Map<string, number>> {
  const rows = await tx
    .select({ key: notifications.apiBaseUrl, parked: count() })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.state, "parked"),
        isNull(notifications.fetchedAt),
      ),
    )
    .groupBy(notifications.apiBaseUrl);
  return new Map(rows.map(({ key, parked }) => [key, parked]));
}

async function readHistory(tx: Tx, ctx: ServiceContext): Promise<BreakerEventRow[]> {
  const ranked = tx
    .select({
      id: breakerEvents.id,
      place:
        sql<number>`row_number() over (partition by ${breakerEvents.breakerId} order by ${breakerEvents.createdAt} desc, ${breakerEvents.id} desc)`.as(
          "place",
        ),
    })
    .from(breakerEvents)
    .where(eq(breakerEvents.tenantId, ctx.tenantId))
    .as("ranked");
  const rows = await tx
    .select({ event: breakerEvents })
    .from(breakerEvents)
    .innerJoin(ranked, eq(ranked.id, breakerEvents.id))
    .where(sql`${ranked.place} <= ${HISTORY}`)
    .orderBy(desc(breakerEvents.createdAt), desc(breakerEvents.id));
  return rows.map(({ event }) => event);
}
