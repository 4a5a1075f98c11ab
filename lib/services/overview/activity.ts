import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { bucketMsOf, type Period } from "./period";

/** What was asked for in a span of time and what came of it. `p95ResultMs` is null without a result. */
export type Activity = { started: number; results: number; errors: number; p95ResultMs: number | null };

/** One step of the charts. */
export type ActivityBucket = Activity & { at: Date };

/** How long the provider's answer took, from the start upstream; demo checks count like live ones. */
const RESULT_MS = sql`extract(epoch from (${checks.resultAt} - coalesce(${checks.startedAt}, ${checks.createdAt}))) * 1000`;

const ACTIVITY = sql`
  count(*)::int as started,
  count(*) filter (where ${checks.outcome} = 'result')::int as results,
  count(*) filter (where ${checks.outcome} = 'errors')::int as errors,
  round(percentile_cont(0.95) within group (order by ${RESULT_MS}))::int as p95`;

type ActivityRow = { started: number; results: number; errors: number; p95: number | null };

/** The condition "of this tenant, created in this period". */
export function inPeriod(ctx: ServiceContext, { from, to }: Period) {
  return sql`${checks.tenantId} = ${ctx.tenantId}
    and ${checks.createdAt} >= ${from.toISOString()}::timestamptz and ${checks.createdAt} < ${to.toISOString()}::timestamptz`;
}

/** The period as a whole. */
export async function readActivity(tx: Tx, ctx: ServiceContext, period: Period): Promise<Activity> {
  const [row] = await tx.execute<ActivityRow>(
    sql`select ${ACTIVITY} from ${checks} where ${inPeriod(ctx, period)}`,
  );
  return toActivity(row ?? { started: 0, results: 0, errors: 0, p95: null });
}

/** The period step by step; steps without a check are there too, with zeros. */
export async function readBuckets(tx: Tx, ctx: ServiceContext, period: Period): Promise<ActivityBucket[]> {
  const bucketMs = bucketMsOf(period);
  const fromMs = period.from.getTime();
  const rows = await tx.execute<ActivityRow & { step: number }>(sql`
    select floor((extract(epoch from ${checks.createdAt}) * 1000 - ${fromMs}::float8) / ${bucketMs}::float8)::int as step,
      ${ACTIVITY}
    from ${checks} where ${inPeriod(ctx, period)} group by 1`);
  const byStep = new Map(rows.map((row) => [row.step, toActivity(row)]));
  const steps = Math.ceil((period.to.getTime() - fromMs) / bucketMs);
  return Array.from({ length: steps }, (_, step) => ({
    at: new Date(fromMs + step * bucketMs),
    ...(byStep.get(step) ?? { started: 0, results: 0, errors: 0, p95ResultMs: null }),
  }));
}

function toActivity(row: ActivityRow): Activity {
  return { started: row.started, results: row.results, errors: row.errors, p95ResultMs: row.p95 };
}

/** Share of finished checks that have a result, 0 to 1; null when none has finished. */
export function successRateOf(activity: Activity): number | null {
  const finished = activity.results + activity.errors;
  return finished === 0 ? null : activity.results / finished;
}

/** How many checks came of an error class in one step of the charts. */
export type ErrorBucket = { at: Date; errorType: string; count: number };

/** Error classes step by step; only steps that have some. */
export async function readErrorBuckets(tx: Tx, ctx: ServiceContext, period: Period): Promise<ErrorBucket[]> {
  const bucketMs = bucketMsOf(period);
  const fromMs = period.from.getTime();
  const rows = await tx.execute<{ step: number; error_type: string; count: number }>(sql`
    select floor((extract(epoch from ${checks.createdAt}) * 1000 - ${fromMs}::float8) / ${bucketMs}::float8)::int as step,
      ${checks.errorType} as error_type, count(*)::int as count
    from ${checks} where ${inPeriod(ctx, period)} and ${checks.errorType} is not null
    group by 1, 2 order by 1, 2`);
  return rows.map((row) => ({
    at: new Date(fromMs + row.step * bucketMs),
    errorType: row.error_type,
    count: row.count,
  }));
}
