"use server";
import { refresh } from "next/cache";
import type { SteerJob } from "@/components/jobs/job-actions";
import type { JobResultsPage } from "@/components/jobs/job-items";
import type { ItemState } from "@/components/jobs/job-view";
import { answerAction } from "@/lib/http/action";
import { cancelJob, pauseJob, resumeJob } from "@/lib/services/jobs";
import { openConsole } from "../../../open-console";
import { readResults } from "../job-item";

type JobPlace = { tenant: string; id: string };

const VERBS = { pause: pauseJob, resume: resumeJob, cancel: cancelJob };

/** Pauses, resumes or cancels a job. */
export async function steerJob(
  place: JobPlace,
  action: Parameters<SteerJob>[0],
  reason: string,
): ReturnType<SteerJob> {
  const { ctx } = await openConsole(place.tenant);
  const verb = VERBS[action];
  const result = await answerAction(async () =>
    verb(ctx, { id: place.id, reason: reason === "" ? undefined : reason }),
  );
  refresh();
  return result.ok ? { ok: true } : { ok: false, message: result.message };
}

/** Results after a position. */
export async function loadResults(
  place: JobPlace & { state: ItemState | null },
  after: number,
): Promise<JobResultsPage> {
  const { ctx } = await openConsole(place.tenant);
  return readResults(ctx, { ...place, after });
}
