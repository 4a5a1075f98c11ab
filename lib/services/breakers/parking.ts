import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import { findBreaker, type Guarded } from "./breaker-row";

/**
 * Until when something waits that was not let through, for whoever writes that down in this transaction. Read anew: now,
 * where the breaker has closed since it was asked. What lets go the parked waits for the commit, and so sees this one.
 */
export async function parkUntil(tx: Tx, ctx: ServiceContext, guarded: Guarded): Promise<Date> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${lockOf(ctx, guarded)})`);
  const row = await findBreaker(tx, ctx, guarded);
  return row?.nextProbeAt ?? ctx.now();
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
