import { and, eq, inArray, sql } from "drizzle-orm";
import { jobItems, jobs } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";
import { lockJob } from "./get-job";
import { toJob, type Job, type JobRow } from "./job-row";
import type { Pacer } from "./pacer";
import { type ItemResult, performItem, skipOf } from "./perform-item";
import { readBatch, type WorkItem } from "./work-items";

export type RunJobInput = {
  jobId: string;
  pacer: Pick<Pacer, "take">;
  /** Aborted: the items under way are finished, nothing new begins, the job stays due for another worker. */
  signal: AbortSignal;
  /** How long nobody else takes the job up; renewed with every batch and by `renewLease`. */
  leaseMs: number;
};

const BATCH = 50;
/** Calls under way at a time: enough to keep 20 a second up while Maxsight takes half a second for each. */
const LANES = 10;

/**
 * Works through a job until nothing is pending, or it is paused, cancelled or `signal` is aborted. Progress is in the
 * rows: whoever takes the job up after a crash goes on with the pending items. At most the items under way are done
 * twice, which is safe (see `performItem`).
 */
export async function runJob(ctx: ServiceContext, input: RunJobInput): Promise<Job | null> {
  if (!(await beginJob(ctx, input))) return null;
  while (!input.signal.aborted) {
    const batch = await readBatch(ctx, { jobId: input.jobId, limit: BATCH });
    if (batch === null) return null;
    if (batch.items.length === 0) return finishJob(ctx, input.jobId);
    await renewLease(ctx, input);
    await workThrough(ctx, input, batch);
  }
  await renewLease(ctx, { ...input, leaseMs: 0 });
  return null;
}

async function beginJob(ctx: ServiceContext, { jobId, leaseMs }: RunJobInput): Promise<boolean> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const begun = await tx
      .update(jobs)
      .set({
        state: "running",
        startedAt: sql`coalesce(started_at, ${ctx.now().toISOString()}::timestamptz)`,
        dueAt: new Date(ctx.now().getTime() + leaseMs),
      })
      .where(
        and(eq(jobs.tenantId, ctx.tenantId), eq(jobs.id, jobId), inArray(jobs.state, ["ready", "running"])),
      )
      .returning({ id: jobs.id });
    return begun.length === 1;
  });
}

/** Keeps other workers away from a running job for another while. */
export async function renewLease(
  ctx: ServiceContext,
  { jobId, leaseMs }: { jobId: string; leaseMs: number },
): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(jobs)
      .set({ dueAt: new Date(ctx.now().getTime() + leaseMs) })
      .where(and(eq(jobs.tenantId, ctx.tenantId), eq(jobs.id, jobId), eq(jobs.state, "running"))),
  );
}

type Work = { job: JobRow; items: WorkItem[] };

/**
 * Lanes share one queue. Whoever sees that the job was stopped empties it for all; so does one that fails, and the
 * failure is thrown when all have come to rest.
 */
async function workThrough(ctx: ServiceContext, input: RunJobInput, { job, items }: Work): Promise<void> {
  const waiting = [...items];
  const halted = new AbortController();
  const signal = AbortSignal.any([input.signal, halted.signal]);
  const lane = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const result = skipOf(job, item) ?? (await performInTurn(ctx, { ...input, signal }, { job, item }));
      if (result !== null && !(await settleItem(ctx, { job, item, result }))) halted.abort();
      if (signal.aborted) waiting.length = 0;
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: LANES }, () =>
      lane().catch((error: unknown) => {
        halted.abort();
        throw error;
      }),
    ),
  );
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** Null where the job was stopped before it was this item's turn; it stays pending. */
async function performInTurn(
  ctx: ServiceContext,
  { pacer, signal }: RunJobInput,
  { job, item }: { job: JobRow; item: WorkItem },
): Promise<ItemResult | null> {
  const isOurTurn = await pacer.take(item.lane, { perSecond: job.ratePerSecond, signal });
  if (!isOurTurn) return null;
  return performItem({ ...ctx, actor: { kind: "system", label: job.actorLabel } }, job, item);
}

const COUNTER = { done: "succeeded", failed: "failed", skipped: "skipped" } as const;

/**
 * Writes what came of an item, and counts it. An item that a cancel has skipped while it was under way gets its true
 * result. Resolves whether the job goes on.
 */
async function settleItem(
  ctx: ServiceContext,
  { job, item, result }: { job: JobRow; item: WorkItem; result: ItemResult },
): Promise<boolean> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const current = await lockJob(tx, ctx, job.id);
    const isItem = and(eq(jobItems.jobId, job.id), eq(jobItems.position, item.position));
    const [before] = await tx.select({ state: jobItems.state }).from(jobItems).where(isItem);
    const goesOn = current.state === "running";
    if (before?.state !== "pending" && before?.state !== "skipped") return goesOn;
    await tx
      .update(jobItems)
      .set({ state: result.state, detail: result.detail, finishedAt: ctx.now() })
      .where(isItem);
    const counted = { succeeded: current.succeeded, failed: current.failed, skipped: current.skipped };
    if (before.state === "skipped") counted.skipped -= 1;
    counted[COUNTER[result.state]] += 1;
    await tx.update(jobs).set(counted).where(eq(jobs.id, job.id));
    return goesOn;
  });
}

async function finishJob(ctx: ServiceContext, jobId: string): Promise<Job | null> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [done] = await tx
      .update(jobs)
      .set({ state: "done", finishedAt: ctx.now(), dueAt: null })
      .where(and(eq(jobs.tenantId, ctx.tenantId), eq(jobs.id, jobId), eq(jobs.state, "running")))
      .returning();
    return done === undefined ? null : toJob(done);
  });
}
