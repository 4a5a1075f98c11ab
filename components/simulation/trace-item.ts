import type { SimulatedState } from "./run-item";

/** One call of the trace, without its bodies: those are read when its row opens. */
export type TraceCallItem = {
  kind: "call";
  from: "maxsight" | "integration";
  method: string;
  /** As people recognise it: without the integration's base, ids cut. */
  path: string;
  status: number | null;
  durationMs: number | null;
  note: string | null;
  isBad: boolean;
};

/** One thing that happened, in order. `check` is its check's place in the run; null when it belongs to none. */
export type TraceItem = { seq: number; at: string; check: number | null } & (
  | TraceCallItem
  | { kind: "integration"; text: string }
  | { kind: "state"; state: string }
  | { kind: "wait"; text: string }
  | { kind: "finding"; severity: "violation" | "warning"; text: string; clause: string }
  | { kind: "note"; text: string }
  | { kind: "ended"; state: Exclude<SimulatedState, "running">; reason: string | null }
);

/**
 * The items of one check with what belongs to all; all of them when `check` is null. In order of time: a call is told
 * when it ended and stands where it began.
 */
export function itemsOf(items: readonly TraceItem[], check: number | null): readonly TraceItem[] {
  return items
    .filter((item) => check === null || item.check === null || item.check === check)
    .toSorted((left, right) => left.at.localeCompare(right.at) || left.seq - right.seq);
}
