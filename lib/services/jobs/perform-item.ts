import type { JobItemState, JobKind } from "@/lib/db/schema";
import { AppError, ConflictError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import { cancelCheck } from "../checks";
import type { ServiceContext } from "../context";
import { pauseMonitoring, pollNow, resumeMonitoring } from "../monitored";
import { attemptNotification, explainAttemptError } from "../notifications";
import { excludedBy, type JobRow } from "./job-row";
import type { JobConflictKind } from "./schemas";
import type { WorkItem } from "./work-items";

export type ItemResult = { state: Exclude<JobItemState, "pending">; detail: string };

const EXCLUDED: Record<JobConflictKind, string> = {
  host_parked: "The breaker of its host opened after the job was made.",
  already_fetched: "Maxsight fetched the result after the job was made.",
  retry_pending: "It is to be tried again by itself.",
  result_unfetched: "Its result came after the job was made.",
  provider_not_told: "The provider works on it by now and has no way to be told.",
  provider_parked: "The breaker of its provider opened after the job was made.",
  poll_due: "Its provider is asked by itself at this moment.",
};

/** What came up since the set was frozen counts like what was there: an excluded conflict is skipped. */
export function skipOf(job: JobRow, item: WorkItem): ItemResult | null {
  if (item.conflict === null || !excludedBy(job).includes(item.conflict)) return null;
  return { state: "skipped", detail: EXCLUDED[item.conflict] };
}

/**
 * Does one item. Safe to repeat after a crash: Maxsight takes a repeated notification (PROTOCOL 15), a check that was
 * cancelled already is skipped, and asking, pausing or resuming twice is once. What fails for a reason of ours is the
 * item's result; anything else is thrown.
 */
export async function performItem(ctx: ServiceContext, job: JobRow, item: WorkItem): Promise<ItemResult> {
  try {
    return await ACTS[job.kind](ctx, job, item);
  } catch (error) {
    if (error instanceof ConflictError) return { state: "skipped", detail: error.message };
    if (error instanceof AppError && error.code !== "unavailable")
      return { state: "failed", detail: error.message };
    throw error;
  }
}

async function resend(ctx: ServiceContext, job: JobRow, item: WorkItem): Promise<ItemResult> {
  const result = await attemptNotification(ctx, {
    notificationId: item.targetId,
    trigger: "bulk",
    reason: job.reason,
  });
  if (result.status !== "attempted") return { state: "skipped", detail: "It was not due." };
  const { errorCode, status, number } = result.attempt;
  if (errorCode !== null) return { state: "failed", detail: explainAttemptError(errorCode).sentence };
  return { state: "done", detail: `Attempt ${number} was acknowledged with ${status ?? "no status"}.` };
}

type Act = (ctx: ServiceContext, job: JobRow, item: WorkItem) => Promise<ItemResult>;

const ACTS: Record<JobKind, Act> = {
  resend,
  cancel: async (ctx, { reason }, { targetId }) => {
    await cancelCheck(ctx, { id: targetId as CheckId, reason });
    return { state: "done", detail: "The check was ended." };
  },
  poll: async (ctx, { reason }, { targetId }) => {
    await pollNow(ctx, { id: targetId, reason });
    return { state: "done", detail: "Its provider is asked now." };
  },
  pause_monitoring: async (ctx, { reason }, { targetId }) => {
    await pauseMonitoring(ctx, { id: targetId, reason });
    return { state: "done", detail: "Its monitoring was paused." };
  },
  resume_monitoring: async (ctx, { reason }, { targetId }) => {
    await resumeMonitoring(ctx, { id: targetId, reason });
    return { state: "done", detail: "Its monitoring goes on." };
  },
};
