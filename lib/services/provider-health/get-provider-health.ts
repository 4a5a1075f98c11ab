import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ProviderId } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";

/** One hour; what was asked for in it and what came of it. */
export type HealthStep = { at: Date; started: number; results: number; errors: number };

/** How the latest calls of one operation went. Times in ms. */
export type CallFigures = {
  operation: string;
  calls: number;
  failures: number;
  p50Ms: number;
  p95Ms: number;
};

export type ProviderHealth = {
  from: Date;
  to: Date;
  started: number;
  results: number;
  errors: number;
  /** From the start until the provider's result was there, in ms; null without a result. */
  p50ResultMs: number | null;
  p95ResultMs: number | null;
  lastResultAt: Date | null;
  /** Hour by hour; hours without a check are there too. */
  steps: HealthStep[];
  /** Error classes of PROTOCOL 9.3, the most frequent first. */
  topErrors: { errorType: string; count: number; lastAt: Date }[];
  /** Of the latest calls in the period, at most `MOST_CALLS`; the slowest operation first. */
  calls: CallFigures[];
};

const HOUR_MS = 3_600_000;
const HOURS = 24;
const MOST_CALLS = 2_000;
const MOST_ERRORS = 8;

type Span = { providerId: ProviderId; from: Date; to: Date };

/**
 * How a provider did in the last 24 hours, demo checks left out: they call nobody. Three range scans of indexes that
 * begin with the provider; calls are a sample of the latest, so their cost does not grow with the traffic.
 */
export async function getProviderHealth(
  ctx: ServiceContext,
  input: { providerId: ProviderId },
): Promise<ProviderHealth> {
  requireScope(ctx, "checks:read");
  const toMs = Math.ceil(ctx.now().getTime() / HOUR_MS) * HOUR_MS;
  const span = { ...input, from: new Date(toMs - HOURS * HOUR_MS), to: new Date(toMs) };
  return asTenant(ctx.db, ctx.tenantId, async (tx) => ({
    from: span.from,
    to: span.to,
    ...(await readFigures(tx, ctx, span)),
    steps: await readSteps(tx, ctx, span),
    topErrors: await readTopErrors(tx, ctx, span),
    calls: await readCalls(tx, ctx, span),
  }));
}

const inSpan = (ctx: ServiceContext, { providerId, from, to }: Span) => sql`
  ${checks.tenantId} = ${ctx.tenantId} and ${checks.providerId} = ${providerId} and not ${checks.isDemo}
    and ${checks.createdAt} >= ${from.toISOString()}::timestamptz
    and ${checks.createdAt} < ${to.toISOString()}::timestamptz`;

const COUNTS = sql`count(*)::int as started,
  count(*) filter (where ${checks.outcome} = 'result')::int as results,
  count(*) filter (where ${checks.outcome} = 'errors')::int as errors`;

type Counts = { started: number; results: number; errors: number };

async function readFigures(tx: Tx, ctx: ServiceContext, span: Span) {
  const [row] = await tx.execute<
    Counts & { p50: number | null; p95: number | null; last_ms: number | null }
  >(sql`
    with found as (
      select ${checks.outcome} as outcome, ${checks.resultAt} as result_at,
        extract(epoch from (${checks.resultAt} - coalesce(${checks.startedAt}, ${checks.createdAt}))) * 1000 as ms
      from ${checks} where ${inSpan(ctx, span)}
    ), times as (select percentile_cont(array[0.5, 0.95]) within group (order by ms) as at from found)
    select count(*)::int as started, count(*) filter (where outcome = 'result')::int as results,
      count(*) filter (where outcome = 'errors')::int as errors,
      round((select at[1] from times))::int as p50, round((select at[2] from times))::int as p95,
      (extract(epoch from max(result_at) filter (where outcome = 'result')) * 1000)::float8 as last_ms
    from found`);
  if (row === undefined) throw new Error("an aggregate is always one row");
  const { p50: p50ResultMs, p95: p95ResultMs, last_ms: lastMs, ...counts } = row;
  return { ...counts, p50ResultMs, p95ResultMs, lastResultAt: lastMs === null ? null : new Date(lastMs) };
}

async function readSteps(tx: Tx, ctx: ServiceContext, span: Span): Promise<HealthStep[]> {
  const fromMs = span.from.getTime();
  const rows = await tx.execute<Counts & { step: number }>(sql`
    select floor((extract(epoch from ${checks.createdAt}) * 1000 - ${fromMs}::float8) / ${HOUR_MS}::float8)::int as step,
      ${COUNTS}
    from ${checks} where ${inSpan(ctx, span)} group by 1`);
  const byStep = new Map(rows.map(({ step, ...counts }) => [step, counts]));
  return Array.from({ length: HOURS }, (_, step) => ({
    at: new Date(fromMs + step * HOUR_MS),
    ...(byStep.get(step) ?? { started: 0, results: 0, errors: 0 }),
  }));
}

async function readTopErrors(tx: Tx, ctx: ServiceContext, span: Span): Promise<ProviderHealth["topErrors"]> {
  const rows = await tx.execute<{ error_type: string; count: number; last_ms: number }>(sql`
    select ${checks.errorType} as error_type, count(*)::int as count,
      (extract(epoch from max(${checks.createdAt})) * 1000)::float8 as last_ms
    from ${checks} where ${inSpan(ctx, span)} and ${checks.errorType} is not null
    group by 1 order by 2 desc, 1 limit ${MOST_ERRORS}`);
  return rows.map((row) => ({
    errorType: row.error_type,
    count: row.count,
    lastAt: new Date(row.last_ms),
  }));
}

async function readCalls(tx: Tx, ctx: ServiceContext, { providerId, from }: Span): Promise<CallFigures[]> {
  const rows = await tx.execute<{
    operation: string;
    calls: number;
    failures: number;
    p50: number;
    p95: number;
  }>(sql`
    with latest as (
      select ${exchanges.operation} as operation, ${exchanges.durationMs} as ms,
        (${exchanges.status} is null or ${exchanges.status} in (408, 429) or ${exchanges.status} >= 500) as is_failure
      from ${exchanges}
      where ${exchanges.tenantId} = ${ctx.tenantId} and ${exchanges.providerId} = ${providerId}
        and ${exchanges.startedAt} >= ${from.toISOString()}::timestamptz
        and ${exchanges.peer} = 'provider' and ${exchanges.direction} = 'out'
      order by ${exchanges.startedAt} desc limit ${MOST_CALLS}
    )
    select operation, count(*)::int as calls, (count(*) filter (where is_failure))::int as failures,
      round(percentile_cont(0.5) within group (order by ms))::int as p50,
      round(percentile_cont(0.95) within group (order by ms))::int as p95
    from latest group by 1 order by 5 desc, 1`);
  return rows.map(({ operation, calls, failures, p50, p95 }) => ({
    operation,
    calls,
    failures,
    p50Ms: p50,
    p95Ms: p95,
  }));
}
