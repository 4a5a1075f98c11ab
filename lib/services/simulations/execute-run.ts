import { messageOf } from "@/lib/errors";
import { parseFaults } from "@/lib/simulator/faults";
import { type SimulateOptions, simulateCheck, type SimulationResult } from "@/lib/simulator/run-check";
import type { SimulatorStep } from "@/lib/simulator/trace";
import type { ServiceContext } from "../context";
import { maskBody } from "../exchanges";
import type { StoredRun } from "./run-store";
import { toTraceStep } from "./trace-step";

/** Checks at once within one run: the web process has other things to do. */
const LANES = 4;
/** No run goes on for longer, whatever it waits for. */
export const RUN_LIMIT_MS = 20 * 60_000;

/** Where a run goes, and what ends with it. */
export type RunPeer = Pick<
  SimulateOptions,
  "baseUrl" | "secret" | "receiver" | "transport" | "allowPlainHttp"
> & {
  /** Resolves with how many checks it ended that were still open. */
  close: () => Promise<number>;
};

export type RunSecrets = { credentials: Record<string, unknown> | null };

/** Runs the checks of a kept run to their end. Never throws: what goes wrong is the end of the run. */
export async function executeRun(
  ctx: ServiceContext,
  run: StoredRun,
  { peer, secrets }: { peer: RunPeer; secrets: RunSecrets },
): Promise<void> {
  const limit = setTimeout(() => run.stop.abort("limit"), RUN_LIMIT_MS);
  let failure: string | null = null;
  try {
    await runLanes(run, optionsOf(run, peer, secrets));
  } catch (error) {
    failure = messageOf(error);
  } finally {
    clearTimeout(limit);
  }
  const ended = await peer.close();
  if (ended > 0) {
    const text = `${ended === 1 ? "1 check was" : `${ended} checks were`} still open and ended with the run: nobody listens for their callbacks any more`;
    run.add({ kind: "note", text, at: ctx.now().toISOString(), checkId: null });
  }
  if (failure !== null) run.end("failed", ctx.now(), failure);
  else if (run.stop.signal.aborted) run.end("stopped", ctx.now(), stopReason(run));
  else run.end("finished", ctx.now(), null);
}

function stopReason(run: StoredRun): string {
  return run.stop.signal.reason === "limit"
    ? `A run may take ${RUN_LIMIT_MS / 60_000} minutes at most.`
    : "Stopped by a person.";
}

function optionsOf(run: StoredRun, peer: RunPeer, secrets: RunSecrets): SimulateOptions {
  const { plan } = run.simulation;
  const { close: _, ...target } = peer;
  return {
    ...target,
    demoResult: plan.demoResult,
    faults: parseFaults(plan.faults),
    timeScale: plan.timeScale,
    callbackDeadlineMs: plan.deadlineSeconds * 1_000,
    signal: run.stop.signal,
    onStep: stepListener(run),
    ...(plan.checkInput === null ? {} : { checkInput: plan.checkInput }),
    ...(secrets.credentials === null ? {} : { credentials: secrets.credentials }),
  };
}

/** Reading metadata and configuration is the same for every check; it is told once. */
function stepListener(run: StoredRun): (step: SimulatorStep) => void {
  const isLive = run.simulation.plan.demoResult === null;
  const seen = new Set<string>();
  return (step) => {
    if (step.checkId === null && (step.kind === "call" || step.kind === "integration")) {
      const name = step.kind === "call" ? step.call.operation : step.kind;
      if (seen.has(name)) return;
      seen.add(name);
    }
    run.add(toTraceStep(step, { isLive }));
  };
}

async function runLanes(run: StoredRun, options: SimulateOptions): Promise<void> {
  const waiting = [...run.simulation.checks];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await simulateCheck({ ...options, checkId: next.checkId });
      const { state, reason } = result;
      Object.assign(next, { state, reason, reference: result.reference, result: resultText(run, result) });
      run.add({ kind: "ended", state, reason, at: new Date().toISOString(), checkId: next.checkId });
      if (run.stop.signal.aborted) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(LANES, waiting.length) }, lane));
}

function resultText(run: StoredRun, { result }: SimulationResult): string | null {
  if (result === null || result === undefined) return null;
  const text = JSON.stringify(result, null, 2);
  return run.simulation.plan.demoResult === null ? maskBody(text) : text;
}
