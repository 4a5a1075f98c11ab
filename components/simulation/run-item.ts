import type { CheckItem } from "@/components/check/check-list-item";
import type { Tone } from "@/components/ui/tone";

export type RunState = "running" | "finished" | "stopped" | "failed";
export type SimulatedState = "running" | "completed" | "errored" | "timed_out" | "protocol_error";

/** A run as the list shows it. Times are ISO 8601. */
export type RunItem = {
  id: string;
  target: string;
  what: string;
  state: RunState;
  /** How its checks ended, in the order of `SIMULATED_WORDS`. */
  counts: readonly { state: SimulatedState; count: number }[];
  violations: number;
  startedAt: string;
  actor: string;
};

/** One check of a run, on both sides. */
export type SimulatedItem = {
  checkId: string;
  /** Its place in the run, from 1. */
  number: number;
  state: SimulatedState;
  reason: string | null;
  reference: string | null;
  result: string | null;
  /** What Gatehouse has of it; null for other integrations, and before it was accepted. */
  check: CheckItem | null;
};

export type FindingItem = {
  severity: "violation" | "warning";
  operation: string;
  path: string;
  message: string;
  clause: string;
  /** In how many checks it was found. */
  count: number;
};

export const SIMULATED_WORDS: Record<SimulatedState, { tone: Tone; word: string }> = {
  running: { tone: "run", word: "Running" },
  completed: { tone: "good", word: "Completed" },
  errored: { tone: "wait", word: "Errored" },
  timed_out: { tone: "bad", word: "Timed out" },
  protocol_error: { tone: "bad", word: "Protocol error" },
};

export const RUN_WORDS: Record<RunState, { tone: Tone; word: string }> = {
  running: { tone: "run", word: "Running" },
  finished: { tone: "good", word: "Finished" },
  stopped: { tone: "none", word: "Stopped" },
  failed: { tone: "bad", word: "Failed" },
};

/** The word a run deserves: finished is only good when its checks ended as an integration may, without violations. */
export function runWords(run: Pick<RunItem, "state" | "counts" | "violations">): {
  tone: Tone;
  word: string;
} {
  if (run.state !== "finished") return RUN_WORDS[run.state];
  if (run.violations > 0) return { tone: "bad", word: "Finished with violations" };
  const worst = run.counts.map(({ state }) => SIMULATED_WORDS[state]);
  return (
    worst.find(({ tone }) => tone === "bad") ??
    worst.find(({ tone }) => tone === "wait") ??
    RUN_WORDS.finished
  );
}
