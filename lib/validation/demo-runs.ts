import type { IntegrationCall } from "@/lib/simulator/client";
import type { SimulationResult, SimulateOptions } from "@/lib/simulator/run-check";
import { simulateCheck } from "@/lib/simulator/run-check";
import type { SimulatorStep } from "@/lib/simulator/trace";

/** One demo check that was run, with everything that happened. */
export type DemoRun = { demoResult: string; result: SimulationResult; steps: SimulatorStep[] };

/** Runs demo checks with common options, each demo result once; tests that need the same one share it. */
export class DemoRuns {
  private readonly base: SimulateOptions;
  private readonly runs = new Map<string, Promise<DemoRun>>();

  constructor(base: SimulateOptions) {
    this.base = base;
  }

  /** The check with this demo result, run when first asked for. */
  shared(demoResult: string): Promise<DemoRun> {
    const known = this.runs.get(demoResult);
    if (known !== undefined) return known;
    const run = this.fresh({ demoResult });
    this.runs.set(demoResult, run);
    return run;
  }

  /** All shared runs so far. */
  all(): Promise<DemoRun[]> {
    return Promise.all(this.runs.values());
  }

  /** A check of its own, with other options. */
  async fresh(options: Partial<SimulateOptions> & { demoResult: string }): Promise<DemoRun> {
    const steps: SimulatorStep[] = [];
    const result = await simulateCheck({ ...this.base, ...options, onStep: (step) => steps.push(step) });
    return { demoResult: options.demoResult, result, steps };
  }
}

/** The calls of one operation within a run, in order. */
export function callsOf(run: DemoRun, operation: string): IntegrationCall[] {
  return run.steps.flatMap((step) =>
    step.kind === "call" && step.call.operation === operation ? [step.call] : [],
  );
}

/** Whether an answer that ends a check was reached: a result or errors, at the place where the template has it. */
export function reachedResult(run: DemoRun): boolean {
  return run.result.state === "completed" || run.result.state === "errored";
}
