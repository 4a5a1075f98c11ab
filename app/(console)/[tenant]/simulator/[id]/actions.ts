"use server";
import { refresh } from "next/cache";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import type { ExchangeDetail } from "@/components/timeline/exchange-detail";
import { NotFoundError } from "@/lib/errors";
import { answerAction } from "@/lib/http/action";
import { getSimulation, stopSimulation } from "@/lib/services/simulations";
import { openConsole } from "../../../open-console";
import { toCallDetail } from "./call-detail";

type RunPlace = { tenant: string; id: string };

/** Breaks a run off. */
export async function stop(place: RunPlace): Promise<Confirmed> {
  const { ctx } = await openConsole(place.tenant);
  const result = await answerAction(async () => stopSimulation(ctx, { id: place.id }));
  if (!result.ok) return { ok: false, message: result.message };
  refresh();
  return { ok: true };
}

/** One call of the trace with what was sent and what came back. */
export async function loadCall(place: RunPlace, seq: number): Promise<ExchangeDetail> {
  const { ctx } = await openConsole(place.tenant);
  const run = getSimulation(ctx, { id: place.id });
  const step = run.steps[seq];
  if (step?.kind !== "call") throw new NotFoundError("This run has no such call.");
  return toCallDetail(step, { isLive: run.plan.demoResult === null });
}
