import { and, asc, eq } from "drizzle-orm";
import { checks, jobItems, jobs, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";
import { cancelConflictOf } from "./cancel-set";
import { conflictOf, hostOf } from "./conflicts";
import type { JobRow } from "./job-row";
import { monitoringConflictOf } from "./monitoring-set";
import type { JobConflictKind } from "./schemas";

/** An item about to be done. `lane` is what the rate counts: a host, or the provider that is told of it or asked. */
export type WorkItem = {
  position: number;
  targetId: string;
  lane: string;
  /** What speaks against it by now. */
  conflict: JobConflictKind | null;
};
/** Null where the job is not at work any more: paused, cancelled, or gone. */
export type Batch = { job: JobRow; items: WorkItem[] } | null;

/** The next pending items in their order. */
export async function readBatch(
  ctx: ServiceContext,
  input: { jobId: string; limit: number },
): Promise<Batch> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [job] = await tx
      .select()
      .from(jobs)
      .where(and(eq(jobs.tenantId, ctx.tenantId), eq(jobs.id, input.jobId)));
    if (job?.state !== "running") return null;
    const isPending = and(
      eq(jobItems.tenantId, ctx.tenantId),
      eq(jobItems.jobId, job.id),
      eq(jobItems.state, "pending"),
    );
    if (job.kind !== "resend") {
      const items = await tx
        .select({
          position: jobItems.position,
          targetId: jobItems.targetId,
          lane: checks.providerId,
          conflict: job.kind === "cancel" ? cancelConflictOf : monitoringConflictOf(ctx, job.kind),
        })
        .from(jobItems)
        .leftJoin(checks, eq(checks.id, jobItems.targetId))
        .where(isPending)
        .orderBy(asc(jobItems.position))
        .limit(input.limit);
      return { job, items: items.map((item) => ({ ...item, lane: item.lane ?? "" })) };
    }
    const items = await tx
      .select({
        position: jobItems.position,
        targetId: jobItems.targetId,
        lane: hostOf,
        conflict: conflictOf,
      })
      .from(jobItems)
      .leftJoin(notifications, eq(notifications.id, jobItems.targetId))
      .where(isPending)
      .orderBy(asc(jobItems.position))
      .limit(input.limit);
    return { job, items: items.map((item) => ({ ...item, lane: item.lane ?? "" })) };
  });
}
