"use server";
import type { StartResult } from "@/components/simulation/simulator-form";
import type { SimulatorValues } from "@/components/simulation/simulator-values";
import { answerAction } from "@/lib/http/action";
import { getProvider } from "@/lib/services/providers";
import { startSimulation } from "@/lib/services/simulations";
import { buildInput } from "@/lib/simulator/build-input";
import { describeIntegration } from "@/lib/simulator/integration";
import { openConsole } from "../../open-console";
import { toStartInput } from "./start-input";

/** Starts a run; it goes on without this page. */
export async function start(tenant: string, values: SimulatorValues): Promise<StartResult> {
  const { ctx } = await openConsole(tenant);
  return answerAction(async () => startSimulation(ctx, toStartInput(values)));
}

/** What the simulator would send for a provider when nobody says otherwise; null for an unknown one. */
export async function sampleInput(tenant: string, slug: string): Promise<string | null> {
  const { ctx } = await openConsole(tenant);
  const provider = await answerAction(() => getProvider(ctx, slug));
  if (!provider.ok) return null;
  return JSON.stringify(buildInput(describeIntegration({}, provider.data.config)), null, 2);
}
