import { and, eq, gt, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { jobItems, jobs } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { type Job, type JobRow, toJob } from "./job-row";

export type JobDetail = Job & {
  pending: number;
  /** Items finished per second over the last ten seconds; 0 when it stands still. */
  measuredRate: number;
  /** Milliseconds until it is through at that rate; null when it stands still or is over. */
  remainingMs: number | null;
};

const WINDOW_MS = 10_000;
/** Items are done nearly in order, so what was finished lately is close to the front; more is not looked at. */
const LOOK_BACK = 2000;

/** One job with its progress; NotFoundError when this tenant has none such. */
export async function getJob(ctx: ServiceContext, input: { id: string }): Promise<JobDetail> {
  requireScope(ctx, "notifications:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const row = await findJobRow(tx, ctx, input.id);
    const job = toJob(row);
    const pending = job.total - job.processed;
    const measuredRate = job.state === "running" ? await measureRate(tx, ctx, job) : 0;
    const isMoving = measuredRate > 0 && pending > 0;
    return {
      ...job,
      pending,
      measuredRate,
      remainingMs: isMoving ? Math.ceil((pending / measuredRate) * 1000) : null,
    };
  });
}

/** The row; NotFoundError when this tenant has none such. */
export async function findJobRow(tx: Tx, ctx: ServiceContext, id: string): Promise<JobRow> {
  const [row] = await selectJob(tx, ctx, id);
  return row ?? missing();
}

/** The row, locked for the rest of the transaction: every move of a job goes through this lock. */
export async function lockJob(tx: Tx, ctx: ServiceContext, id: string): Promise<JobRow> {
  const [row] = await selectJob(tx, ctx, id).for("update");
  return row ?? missing();
}

function selectJob(tx: Tx, ctx: ServiceContext, id: string) {
  if (!isUuid(id)) return missing();
  return tx
    .select()
    .from(jobs)
    .where(and(eq(jobs.tenantId, ctx.tenantId), eq(jobs.id, id)));
}

function missing(): never {
  throw new NotFoundError("This job does not exist.");
}

async function measureRate(tx: Tx, ctx: ServiceContext, job: Job): Promise<number> {
  const since = new Date(ctx.now().getTime() - WINDOW_MS);
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(jobItems)
    .where(
      and(
        eq(jobItems.jobId, job.id),
        gt(jobItems.position, job.processed - LOOK_BACK),
        gt(jobItems.finishedAt, since),
      ),
    );
  return Math.round(((row?.count ?? 0) / (WINDOW_MS / 1000)) * 10) / 10;
}
