import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { notifications } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { findBreaker, type Guarded, guardedHost } from "./breaker-row";
import { LONGEST_OPEN_MS } from "./decide-breaker";

/**
 * Until when something waits that was not let through, for whoever writes that down in this transaction. Read anew: now,
 * where the breaker has closed since it was asked. What lets go the parked waits for the commit, and so sees this one.
 */
export async function parkUntil(tx: Tx, ctx: ServiceContext, guarded: Guarded): Promise<Date> {
  return (await readProbe(tx, ctx, guarded)) ?? ctx.now();
}

/** So many wake for a probe, although one of them is it: Maxsight may fetch what another is about, or a person end it. */
const WOKEN_FOR_PROBE = 10;

/**
 * As `parkUntil`, of a notification. A few wake for the probe of its host; if all did, thousands would look in vain, and hold
 * up those that leave when it goes well. The others leave when the breaker closes. Should they not be released then, they
 * wake by themselves, spread over time, later than any probe is put off.
 */
export async function parkNotification(tx: Tx, ctx: ServiceContext, apiBaseUrl: string): Promise<Date> {
  const probeAt = await readProbe(tx, ctx, guardedHost(apiBaseUrl));
  if (probeAt === null) return ctx.now();
  const waiting = await tx
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.nextAttemptAt, probeAt),
        eq(notifications.state, "parked"),
        eq(notifications.apiBaseUrl, apiBaseUrl),
      ),
    )
    .limit(WOKEN_FOR_PROBE);
  if (waiting.length < WOKEN_FOR_PROBE) return probeAt;
  return new Date(probeAt.getTime() + LONGEST_OPEN_MS * (1 + Math.random()));
}

async function readProbe(tx: Tx, ctx: ServiceContext, guarded: Guarded): Promise<Date | null> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${lockOf(ctx, guarded)})`);
  const row = await findBreaker(tx, ctx, guarded);
  return row?.nextProbeAt ?? null;
}

/** Waits for everybody who is parking something, and keeps others from it until the commit. Take it after the breaker moved. */
export async function awaitParking(tx: Tx, ctx: ServiceContext, guarded: Guarded): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockOf(ctx, guarded)})`);
}

/**
 * Not the breaker's row: Postgres grants a shared lock of a row past an update that waits for it, and when a probe is out
 * there are thousands who park. This one is a queue.
 */
const lockOf = ({ tenantId }: ServiceContext, { scope, key }: Guarded) =>
  sql`hashtextextended(${`breaker/${tenantId}/${scope}/${key}`}, 0)`;
