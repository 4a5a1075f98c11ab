import type { TenantId } from "@/lib/ids";
import type { SimulatedCheckState, NewTraceStep, TraceStep } from "./trace-step";

/** What was asked for, without what is secret: the shared secret, credentials. */
export type SimulationPlan = {
  demoResult: string | null;
  checkInput: Record<string, unknown> | null;
  faults: string[];
  checks: number;
  timeScale: number;
  deadlineSeconds: number;
};

export type SimulatedCheck = {
  /** The id Maxsight would give it. */
  checkId: string;
  state: SimulatedCheckState;
  reason: string | null;
  reference: string | null;
  /** JSON as text, masked for live checks; null without a result. */
  result: string | null;
};

/** `stopped` by a person or its time limit; `failed` when the run itself could not go on. */
export type SimulationState = "running" | "finished" | "stopped" | "failed";

/** A run as its page shows it. */
export type Simulation = {
  id: string;
  /** null for a pasted URL. */
  provider: { slug: string; name: string } | null;
  url: string;
  /** Where callbacks of a pasted URL arrive; null when no port was asked for. */
  port: number | null;
  plan: SimulationPlan;
  actorLabel: string;
  startedAt: Date;
  finishedAt: Date | null;
  state: SimulationState;
  /** Why it failed or stopped. */
  reason: string | null;
  checks: SimulatedCheck[];
  /** Findings of severity violation, in all checks together. */
  violations: number;
  steps: TraceStep[];
  /** Steps beyond the limit that are not kept. */
  droppedSteps: number;
};

const MAX_STEPS = 4_000;
const KEPT_MS = 3_600_000;
const KEPT_PER_TENANT = 20;

/** One run in memory, with those who watch it. */
export class StoredRun {
  readonly tenantId: TenantId;
  readonly stop = new AbortController();
  readonly simulation: Simulation;
  readonly #watchers = new Set<() => void>();

  constructor(tenantId: TenantId, simulation: Simulation) {
    this.tenantId = tenantId;
    this.simulation = simulation;
  }

  add(step: NewTraceStep): void {
    const { steps } = this.simulation;
    if (step.kind === "finding" && step.finding.severity === "violation") this.simulation.violations += 1;
    if (steps.length >= MAX_STEPS) this.simulation.droppedSteps += 1;
    else steps.push({ ...step, seq: steps.length });
    this.#tell();
  }

  end(state: Exclude<SimulationState, "running">, at: Date, reason: string | null): void {
    Object.assign(this.simulation, { state, finishedAt: at, reason });
    this.#tell();
  }

  /** Calls `watcher` at every change until the returned function is called. */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}

/* Next's bundles are several copies of this module in one process; the runs must be one set. */
const KEY = Symbol.for("gatehouse.simulations");

function allRuns(): Map<string, StoredRun> {
  const holder = globalThis as { [KEY]?: Map<string, StoredRun> };
  holder[KEY] ??= new Map();
  return holder[KEY];
}

/** The runs of a tenant in this process, newest first; what is over for an hour is forgotten. */
export function runsOf(tenantId: TenantId, now: Date): StoredRun[] {
  const runs = allRuns();
  for (const [id, { simulation }] of runs) {
    if (simulation.finishedAt !== null && now.getTime() - simulation.finishedAt.getTime() > KEPT_MS)
      runs.delete(id);
  }
  return [...runs.values()].filter((run) => run.tenantId === tenantId).toReversed();
}

/** How many run at this moment, in this process. */
export function countRunning(): number {
  return [...allRuns().values()].filter(({ simulation }) => simulation.state === "running").length;
}

/** Keeps a run; the tenant's oldest finished ones make room. */
export function keepRun(run: StoredRun, now: Date): void {
  const runs = allRuns();
  const finished = runsOf(run.tenantId, now).filter(({ simulation }) => simulation.state !== "running");
  for (const old of finished.slice(KEPT_PER_TENANT - 1)) runs.delete(old.simulation.id);
  runs.set(run.simulation.id, run);
}
