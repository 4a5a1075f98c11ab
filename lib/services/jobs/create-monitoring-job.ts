import { sql } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { CHECK_TABLES } from "./check-set";
import { toJson } from "./create-resend-job";
import { freezeJob } from "./freeze-job";
import type { Job } from "./job-row";
import { inMonitoringSet } from "./monitoring-set";
import type { CreateMonitoringJobInput, MonitoringKind } from "./schemas";

/**
 * Asks the providers of many monitored references now, or pauses or resumes their monitoring, one by one as a person
 * would, by a job on a set that is frozen now. Throws InvalidInputError when the filter finds nothing or more than
 * 100,000, ConflictError when the set is not the confirmed one any more.
 */
export async function createMonitoringJob(
  ctx: ServiceContext,
  input: CreateMonitoringJobInput & { kind: MonitoringKind },
): Promise<Job> {
  requireScope(ctx, "checks:write");
  const { kind, filter, exclude } = input;
  return asTenant(ctx.db, ctx.tenantId, (tx) =>
    freezeJob(tx, ctx, {
      kind,
      reason: input.reason,
      stored: { filter: toJson(filter), exclude: [...exclude].sort() },
      found: sql`select ${checks.createdAt} as at, ${checks.id} as id from ${CHECK_TABLES}
        where ${inMonitoringSet(ctx, { kind, filter, exclude })}`,
      confirmedTotal: input.confirmed_total,
      ratePerSecond: input.rate_per_second,
      startsAt: input.starts_at,
    }),
  );
}
