import { sql } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { inCancelSet } from "./cancel-set";
import { CHECK_TABLES } from "./check-set";
import { toJson } from "./create-resend-job";
import { freezeJob } from "./freeze-job";
import type { Job } from "./job-row";
import type { CreateCancelJobInput } from "./schemas";

/**
 * Ends many checks for good, one by one as `cancelCheck` does, by a job on a set that is frozen now. Throws
 * InvalidInputError when the filter finds nothing or more than 100,000, ConflictError when the set is not the confirmed
 * one any more.
 */
export async function createCancelJob(ctx: ServiceContext, input: CreateCancelJobInput): Promise<Job> {
  requireScope(ctx, "checks:write");
  const { filter, exclude } = input;
  return asTenant(ctx.db, ctx.tenantId, (tx) =>
    freezeJob(tx, ctx, {
      kind: "cancel",
      reason: input.reason,
      stored: { filter: toJson(filter), exclude: [...exclude].sort() },
      found: sql`select ${checks.createdAt} as at, ${checks.id} as id from ${CHECK_TABLES}
        where ${inCancelSet(ctx, { filter, exclude })}`,
      confirmedTotal: input.confirmed_total,
      ratePerSecond: input.rate_per_second,
      startsAt: input.starts_at,
    }),
  );
}
