import { sql } from "drizzle-orm";
import { notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { freezeJob } from "./freeze-job";
import type { Job } from "./job-row";
import { inResendSet, RESEND_TABLES } from "./resend-set";
import type { CreateResendJobInput } from "./schemas";

/**
 * Sends many notifications again, one attempt each, by a job on a set that is frozen now. Throws InvalidInputError when
 * the filter finds nothing or more than 100,000, ConflictError when the set is not the confirmed one any more.
 */
export async function createResendJob(ctx: ServiceContext, input: CreateResendJobInput): Promise<Job> {
  requireScope(ctx, "notifications:write");
  const { filter, exclude } = input;
  return asTenant(ctx.db, ctx.tenantId, (tx) =>
    freezeJob(tx, ctx, {
      kind: "resend",
      reason: input.reason,
      stored: { filter: toJson(filter), exclude: [...exclude].sort() },
      found: sql`select ${notifications.createdAt} as at, ${notifications.id} as id from ${RESEND_TABLES}
        where ${inResendSet(ctx, { filter, exclude })}`,
      confirmedTotal: input.confirmed_total,
      ratePerSecond: input.rate_per_second,
      startsAt: input.starts_at,
    }),
  );
}

/** As it is stored and shown: instants become texts, absent members stay absent. */
export function toJson(filter: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(filter)) as Record<string, unknown>;
}
