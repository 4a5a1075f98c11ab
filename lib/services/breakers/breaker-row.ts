import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { breakerEvents, breakers, type BreakerScope } from "@/lib/db/schema";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { type BreakerFacts, type CallWindow, CLOSED } from "./decide-breaker";

export type BreakerRow = typeof breakers.$inferSelect;
export type BreakerEventRow = typeof breakerEvents.$inferSelect;

/** What a breaker guards: the base URL of a Maxsight API. */
export type Guarded = { scope: BreakerScope; key: string };

/** The API that notifications go to, as what a breaker guards. */
export const guardedHost = (apiBaseUrl: string): Guarded => ({ scope: "maxsight_host", key: apiBaseUrl });

/** The breaker's row; undefined as long as it never opened. One look-up by its unique key. */
export async function findBreaker(
  tx: Tx,
  ctx: ServiceContext,
  { scope, key }: Guarded,
): Promise<BreakerRow | undefined> {
  const [row] = await tx
    .select()
    .from(breakers)
    .where(and(eq(breakers.tenantId, ctx.tenantId), eq(breakers.scope, scope), eq(breakers.key, key)));
  return row;
}

/** A breaker that has no row is closed. */
export function factsOf(row: BreakerRow | undefined): BreakerFacts {
  if (row === undefined) return CLOSED;
  const { state, timesOpened, nextProbeAt } = row;
  return { state, timesOpened, nextProbeAtMs: nextProbeAt?.getTime() ?? null };
}

export type BreakerMove = {
  guarded: Guarded;
  from: BreakerFacts;
  to: BreakerFacts;
  window: CallWindow;
  actorLabel: string;
};

/**
 * Compare-and-set with its line of history: of all who decided from the same row, one moves it. False for the others.
 */
export async function moveBreaker(tx: Tx, ctx: ServiceContext, move: BreakerMove): Promise<boolean> {
  const { guarded, from, to } = move;
  const now = ctx.now();
  const row = await claimMove(tx, ctx, move);
  if (row === undefined) return false;
  await tx.insert(breakerEvents).values({
    id: newId(now.getTime()),
    tenantId: ctx.tenantId,
    breakerId: row.id,
    state: to.state,
    ...move.window,
    actorLabel: move.actorLabel,
    createdAt: now,
  });
  ctx.log.warn(
    { breaker: guarded.key, scope: guarded.scope, from: from.state, to: to.state, ...move.window },
    "breaker moved",
  );
  return true;
}

async function claimMove(tx: Tx, ctx: ServiceContext, { guarded, from, to }: BreakerMove) {
  const now = ctx.now();
  const { scope, key } = guarded;
  const isFirst = from.state === "closed";
  if (isFirst) await insertClosed(tx, ctx, guarded);
  const probeAt = from.nextProbeAtMs === null ? null : new Date(from.nextProbeAtMs).toISOString();
  const [row] = await tx
    .update(breakers)
    .set({
      state: to.state,
      timesOpened: to.timesOpened,
      nextProbeAt: to.nextProbeAtMs === null ? null : new Date(to.nextProbeAtMs),
      ...(isFirst ? { openedAt: now } : {}),
      ...(to.state === "closed" ? { openedAt: null } : {}),
      updatedAt: now,
    })
    .where(
      and(
        eq(breakers.tenantId, ctx.tenantId),
        eq(breakers.scope, scope),
        eq(breakers.key, key),
        eq(breakers.state, from.state),
        sql`${breakers.nextProbeAt} is not distinct from ${probeAt}::timestamptz`,
      ),
    )
    .returning({ id: breakers.id });
  return row;
}

async function insertClosed(tx: Tx, ctx: ServiceContext, guarded: Guarded): Promise<void> {
  const now = ctx.now();
  await tx
    .insert(breakers)
    .values({ id: newId(now.getTime()), tenantId: ctx.tenantId, ...guarded, state: "closed", updatedAt: now })
    .onConflictDoNothing();
}
