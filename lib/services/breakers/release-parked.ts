import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import { guardedHost } from "./breaker-row";
import { awaitParking } from "./parking";

/** How fast what was parked leaves again. */
const RELEASED_PER_SECOND = 20;

/** Calls to a provider that were put off to an instant. */
type PutOff = { providerId: string; parkedUntil: Date };

/** So many are moved by one statement, which may take 30 s: after a long outage there are hundreds of thousands. */
export const MOST_AT_ONCE = 10_000;

/**
 * What somebody holds at this moment is left out in the first round, which holds a breaker: whoever has that check may
 * be waiting for it. Later ones hold none any more, and wait.
 */
export type Round = {
  isFirst: boolean;
  /** How many were moved before: these leave after them. */
  moved: number;
};
export const FIRST_ROUND: Round = { isFirst: true, moved: 0 };
const lockOf = ({ isFirst }: Round): SQL => (isFirst ? sql`skip locked` : sql``);

/** From now on so many a second, behind those that were moved before. */
const spread = (ctx: ServiceContext, { moved }: Round): SQL => sql`${ctx.now().toISOString()}::timestamptz
  + (${moved}::int + row_number() over (order by created_at, id) - 1) * interval '1 second' / ${RELEASED_PER_SECOND}::int`;

/**
 * Queues what is parked for a host, oldest first, spread over time, and makes each check due at its instant. How many were
 * released.
 */
export async function releaseParked(
  tx: Tx,
  ctx: ServiceContext,
  { apiBaseUrl, round }: { apiBaseUrl: string; round: Round },
): Promise<number> {
  if (round.isFirst) await awaitParking(tx, ctx, guardedHost(apiBaseUrl));
  const [row] = await tx.execute<{ released: number }>(sql`
    with held as materialized (
      select n.id, n.check_id, n.created_at from notifications n join checks c on c.id = n.check_id
      where n.tenant_id = ${ctx.tenantId}::uuid and n.state = 'parked' and n.fetched_at is null
        and n.api_base_url = ${apiBaseUrl} and n.next_attempt_at is not null
      order by n.created_at, n.id limit ${MOST_AT_ONCE}::int
      for no key update of c, n ${lockOf(round)}),
    placed as (select id, check_id, ${spread(ctx, round)} as leaves_at from held),
    queued as (
      update notifications n set state = 'queued', next_attempt_at = p.leaves_at
      from placed p where n.id = p.id returning n.id),
    woken as (
      update checks c set engine_due_at = least(c.engine_due_at, p.leaves_at)
      from placed p where c.id = p.check_id returning c.id)
    select count(*)::int as released from queued`);
  const released = row?.released ?? 0;
  if (released > 0) ctx.log.info({ breaker: apiBaseUrl, released }, "parked notifications released");
  return released;
}

/**
 * Makes due what was put off to the probe of a provider which is well again: polls, and cancels it has yet to be told of;
 * oldest check first, spread over time. What somebody has set another time for leaves at that time. How many were
 * released.
 */
export async function releaseCalls(
  tx: Tx,
  ctx: ServiceContext,
  putOff: PutOff & { round: Round },
): Promise<number> {
  const released = await moveCalls(tx, ctx, { ...putOff, to: spread(ctx, putOff.round) });
  if (released > 0) ctx.log.info({ breaker: putOff.providerId, released }, "calls to a provider released");
  return released;
}

/** Puts off until the next probe what was put off to the one before, all alike: one of them is it. How many. */
export async function putOffCalls(
  tx: Tx,
  ctx: ServiceContext,
  { until, ...putOff }: PutOff & { until: Date; round: Round },
): Promise<number> {
  return moveCalls(tx, ctx, { ...putOff, to: sql`${until.toISOString()}::timestamptz` });
}

/** Moves the calls that were put off until an instant `to` another, and wakes their checks by then. How many. */
async function moveCalls(
  tx: Tx,
  ctx: ServiceContext,
  { providerId, parkedUntil, to, round }: PutOff & { to: SQL; round: Round },
): Promise<number> {
  if (round.isFirst) await awaitParking(tx, ctx, { scope: "provider", key: providerId });
  const until = sql`${parkedUntil.toISOString()}::timestamptz`;
  const [row] = await tx.execute<{ moved: number }>(sql`
    with held as materialized (
      select c.id, c.created_at from checks c
      where c.tenant_id = ${ctx.tenantId}::uuid and c.provider_id = ${providerId}::uuid
        and ((c.state in ('in_progress', 'monitoring') and c.next_poll_at = ${until})
          or (c.provider_cancel = 'due' and c.provider_cancel_at = ${until}))
      order by c.created_at, c.id limit ${MOST_AT_ONCE}::int
      for no key update ${lockOf(round)}),
    placed as (select id, ${to} as leaves_at from held),
    woken as (
      update checks c set
        next_poll_at = case when c.next_poll_at = ${until} then p.leaves_at else c.next_poll_at end,
        provider_cancel_at = case when c.provider_cancel_at = ${until} then p.leaves_at else c.provider_cancel_at end,
        engine_due_at = least(c.engine_due_at, p.leaves_at)
      from placed p where c.id = p.id returning c.id)
    select count(*)::int as moved from woken`);
  return row?.moved ?? 0;
}
