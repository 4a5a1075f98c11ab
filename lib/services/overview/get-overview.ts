import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import {
  type Activity,
  type ActivityBucket,
  type ErrorBucket,
  readActivity,
  readBuckets,
  readErrorBuckets,
} from "./activity";
import { type Change, readChanges } from "./changes";
import { bucketMsOf, type Period, periodBefore, requirePeriod } from "./period";
import { type ProviderActivity, readProviderActivity } from "./provider-activity";
import { readStanding, type Standing } from "./standing";
import { type FirstSteps, readFirstSteps } from "./steps";

export type Overview = {
  period: Period;
  bucketMs: number;
  current: Activity;
  /** The period of the same length right before. */
  previous: Activity;
  standing: Standing;
  buckets: ActivityBucket[];
  errors: ErrorBucket[];
  providers: ProviderActivity[];
  changes: Change[];
  steps: FirstSteps;
};

/** Everything the overview page shows, in one transaction. Throws InvalidInputError for an impossible period. */
export async function getOverview(ctx: ServiceContext, period: Period): Promise<Overview> {
  requireScope(ctx, "checks:read");
  requireScope(ctx, "providers:read");
  requirePeriod(period);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => ({
    period,
    bucketMs: bucketMsOf(period),
    current: await readActivity(tx, ctx, period),
    previous: await readActivity(tx, ctx, periodBefore(period)),
    standing: await readStanding(tx, ctx),
    buckets: await readBuckets(tx, ctx, period),
    errors: await readErrorBuckets(tx, ctx, period),
    providers: await readProviderActivity(tx, ctx, period),
    changes: await readChanges(tx, ctx, period),
    steps: await readFirstSteps(tx, ctx),
  }));
}
