"use server";
import { refresh } from "next/cache";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { answerAction } from "@/lib/http/action";
import { parseInput } from "@/lib/http/parse-input";
import { supersedeUpdate, SupersedeUpdateInput } from "@/lib/services/checks";
import {
  pauseMonitoring,
  PauseMonitoringInput,
  pollNow,
  PollNowInput,
  resumeMonitoring,
  ResumeMonitoringInput,
} from "@/lib/services/monitored";
import { openConsole } from "../../../open-console";

/** Asks the provider now instead of at its time. */
export async function poll(place: { tenant: string; id: string }, reason: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(PollNowInput, reason === "" ? {} : { reason });
    await pollNow(ctx, { id: place.id, reason: input.reason });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}

/** Stops the monitoring until somebody resumes it. */
export async function pause(place: { tenant: string; id: string }, reason: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    await pauseMonitoring(ctx, { id: place.id, ...parseInput(PauseMonitoringInput, { reason }) });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}

/** Lets a paused monitoring go on. */
export async function resume(place: { tenant: string; id: string }, reason: string): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(ResumeMonitoringInput, reason === "" ? {} : { reason });
    await resumeMonitoring(ctx, { id: place.id, ...input });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}

/** Gives up one update, so that the next one is sent. */
export async function supersede(
  place: { tenant: string; id: string },
  updateId: string,
  reason: string,
): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => {
    const input = parseInput(SupersedeUpdateInput, { update_id: updateId, reason });
    await supersedeUpdate(ctx, { id: place.id, ...input });
  });
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}
