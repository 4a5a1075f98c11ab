import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { checks, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { CHECK_STATES, type CheckState, canMoveCheck } from "@/lib/protocol/states";
import { checkConditions } from "../checks";
import { requireScope, type ServiceContext } from "../context";
import { toJson } from "./create-resend-job";
import { freezeJob } from "./freeze-job";
import type { Job } from "./job-row";
import { type CancelManyFilter, type CreateCancelJobInput, MAX_JOB_ITEMS } from "./schemas";

export type CancelPreview = {
  /** Checks that would end; exact up to 100,000. */
  total: number;
  isTooMany: boolean;
  states: { state: CheckState; count: number }[];
};

const CANCELLABLE = CHECK_STATES.filter((state) => canMoveCheck(state, "cancelled"));
const TABLES = sql`${checks} join ${providers} on ${providers.id} = ${checks.providerId}`;

function inCancelSet(ctx: ServiceContext, filter: CancelManyFilter): SQL | undefined {
  const { ids, ...listed } = filter;
  return and(
    eq(checks.tenantId, ctx.tenantId),
    inArray(checks.state, CANCELLABLE),
    ...checkConditions(listed),
    ids === undefined ? undefined : sql`${checks.id} in ${ids}`,
  );
}

/** How many checks a bulk cancel of this filter would end now, and where they stand. */
export async function previewCancel(
  ctx: ServiceContext,
  input: { filter: CancelManyFilter },
): Promise<CancelPreview> {
  requireScope(ctx, "checks:read");
  const states = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.execute<{ state: CheckState; count: number }>(sql`
      select state, count(*)::int as count from (
        select ${checks.state} as state from ${TABLES}
        where ${inCancelSet(ctx, input.filter)} limit ${MAX_JOB_ITEMS + 1}) found
      group by 1 order by 1`),
  );
  const found = states.reduce((total, row) => total + row.count, 0);
  return { total: Math.min(found, MAX_JOB_ITEMS), isTooMany: found > MAX_JOB_ITEMS, states: [...states] };
}

/** Ends many checks for good, one by one as `cancelCheck` does, by a job on a set that is frozen now. */
export async function createCancelJob(ctx: ServiceContext, input: CreateCancelJobInput): Promise<Job> {
  requireScope(ctx, "checks:write");
  return asTenant(ctx.db, ctx.tenantId, (tx) =>
    freezeJob(tx, ctx, {
      kind: "cancel",
      reason: input.reason,
      stored: { filter: toJson(input.filter), exclude: [] },
      found: sql`select ${checks.createdAt} as at, ${checks.id} as id from ${TABLES}
        where ${inCancelSet(ctx, input.filter)}`,
      confirmedTotal: input.confirmed_total,
      ratePerSecond: input.rate_per_second,
    }),
  );
}
