import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import { registerGauges } from "@/lib/observability/gauges";
import { findGauges } from "@/lib/services/health";
import type { Runtime } from "@/lib/services/context";

/** Labels are names of ours and small closed sets: never slugs, ids, hosts or tenants. */
export type WorkerMetrics = {
  registry: Registry;
  /** One activity that ended: how long it took, and whether it went well. */
  activityEnded: (activity: string, outcome: ActivityOutcome, seconds: number) => void;
  /** What the reconciler mended in one round, by cause. */
  repaired: (causes: Readonly<Record<string, number>>) => void;
  /** Checks that were due and not woken in time, and how many of them the engine took. */
  woken: (late: number, taken: number) => void;
  /** A round of housekeeping. */
  choreEnded: (chore: string, isGood: boolean) => void;
};

export type ActivityOutcome = "ok" | "retried" | "failed";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 150];

/** What one worker counts: its own work, and with it the numbers that come from Postgres, as web shows them. */
export function createWorkerMetrics(runtime: Runtime): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  registerGauges(registry, () => findGauges(runtime));
  const activities = new Histogram({
    name: "gatehouse_activity_seconds",
    help: "Time an activity of a lifecycle took, by activity and outcome.",
    labelNames: ["activity", "outcome"],
    buckets: SECONDS,
    registers,
  });
  const repairs = new Counter({
    name: "gatehouse_reconciler_repairs_total",
    help: "Rows that should have moved and did not, mended by the reconciler, by cause.",
    labelNames: ["cause"],
    registers,
  });
  const woken = new Counter({
    name: "gatehouse_late_checks_total",
    help: "Checks that were due and not woken in time, claimed by the starter, by whether the engine took them.",
    labelNames: ["taken"],
    registers,
  });
  const chores = new Counter({
    name: "gatehouse_chores_total",
    help: "Rounds of housekeeping, by chore and outcome.",
    labelNames: ["chore", "outcome"],
    registers,
  });
  return {
    registry,
    activityEnded: (activity, outcome, seconds) => activities.observe({ activity, outcome }, seconds),
    repaired: (causes) => Object.entries(causes).forEach(([cause, count]) => repairs.inc({ cause }, count)),
    woken: (late, taken) => {
      woken.inc({ taken: "yes" }, taken);
      woken.inc({ taken: "no" }, late - taken);
    },
    choreEnded: (chore, isGood) => chores.inc({ chore, outcome: isGood ? "ok" : "failed" }),
  };
}
