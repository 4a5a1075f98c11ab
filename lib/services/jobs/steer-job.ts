import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { jobItems, jobs, type JobState } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { lockJob } from "./get-job";
import { type Job, type JobRow, jobScope, toJob } from "./job-row";

type Steering = { id: string; reason?: string | undefined };

/** Stops a job after the items under way; `resumeJob` goes on where it stood. Pausing twice changes nothing. */
export async function pauseJob(ctx: ServiceContext, input: Steering): Promise<Job> {
  return steer(ctx, input, {
    action: "job.paused",
    from: ["ready", "running"],
    changes: () => ({ state: "paused", dueAt: null }),
  });
}

/** Lets a paused job go on with its pending items. Resuming one that is at work changes nothing. */
export async function resumeJob(ctx: ServiceContext, input: Steering): Promise<Job> {
  return steer(ctx, input, {
    action: "job.resumed",
    from: ["paused"],
    changes: () => ({ state: "ready", dueAt: ctx.now() }),
  });
}

/** Ends a job for good: what is still pending is skipped, what was done stays done. Cancelling twice changes nothing. */
export async function cancelJob(ctx: ServiceContext, input: Steering): Promise<Job> {
  return steer(ctx, input, {
    action: "job.cancelled",
    from: ["ready", "running", "paused"],
    changes: async (tx, job) => ({
      state: "cancelled",
      dueAt: null,
      finishedAt: ctx.now(),
      skipped: job.skipped + (await skipPending(tx, ctx, job)),
    }),
  });
}

type Move = {
  action: `job.${"paused" | "resumed" | "cancelled"}`;
  from: readonly JobState[];
  changes: (tx: Tx, job: JobRow) => Partial<JobRow> | Promise<Partial<JobRow>>;
};

/** Where each action leads; being there already is no error. */
const GOALS: Record<Move["action"], readonly JobState[]> = {
  "job.paused": ["paused"],
  "job.resumed": ["ready", "running"],
  "job.cancelled": ["cancelled"],
};

async function steer(ctx: ServiceContext, input: Steering, move: Move): Promise<Job> {
  requireScope(ctx, "notifications:write");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const job = await lockJob(tx, ctx, input.id);
    requireScope(ctx, jobScope(job.kind));
    if (GOALS[move.action].includes(job.state)) return toJob(job);
    if (!move.from.includes(job.state)) {
      throw new ConflictError(`This job is ${job.state} and cannot be ${move.action.slice(4)} any more.`);
    }
    const [moved] = await tx
      .update(jobs)
      .set(await move.changes(tx, job))
      .where(eq(jobs.id, job.id))
      .returning();
    await recordAudit(tx, ctx, {
      action: move.action,
      targetKind: "job",
      targetId: job.id,
      reason: input.reason ?? null,
    });
    return toJob(moved ?? job);
  });
}

async function skipPending(tx: Tx, ctx: ServiceContext, job: JobRow): Promise<number> {
  const skipped = await tx
    .update(jobItems)
    .set({ state: "skipped", detail: "The job was cancelled before this item.", finishedAt: ctx.now() })
    .where(
      and(eq(jobItems.tenantId, ctx.tenantId), eq(jobItems.jobId, job.id), eq(jobItems.state, "pending")),
    );
  return skipped.count;
}
