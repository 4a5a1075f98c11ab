import { countBy, quantile } from "../rig/figures";
import type { Maxsight } from "../rig/maxsight";
import type { StartedCheck } from "../rig/maxsight-calls";
import type { Rig } from "../rig/open-rig";

/** What happened at Maxsight. References stand for checks. */
export type Drain = {
  started: Map<string, StartedCheck>;
  arrivals: { reference: string; atMs: number }[];
  fetched: Set<string>;
  failures: string[];
};

export type DrainSummary = {
  checks: number;
  lost: number;
  duplicates: number;
  attemptsInVain: number;
  highestConcurrency: number;
  firstAfterMs: number;
  allAfterMs: number;
  perSecond: { median: number; highest: number };
  states: [string, number][];
  breaker: string[];
  failures: [string, number][];
};

/** Pure figures of the arrivals, and what the ledger says beside them. */
export async function summarizeDrain(
  sql: Rig["sql"],
  { drain, maxsight, backAtMs }: { drain: Drain; maxsight: Maxsight; backAtMs: number },
): Promise<DrainSummary> {
  const states = await sql<{ state: string }[]>`select state from notifications`;
  const [attempts] = await sql<{ failed: number }[]>`
    select count(*)::int as failed from notification_attempts where error_code is not null`;
  const moves = await sql<{ state: string; created_at: Date }[]>`
    select state, created_at from breaker_events order by created_at`;
  const times = drain.arrivals.map(({ atMs }) => atMs - backAtMs);
  const firstAfterMs = Math.min(...times);
  const seconds = countBy(times.map((ms) => String(Math.floor((ms - firstAfterMs) / 1000))));
  const perSecond = seconds.map(([, count]) => count);
  return {
    checks: drain.started.size,
    lost: drain.started.size - drain.fetched.size,
    duplicates: drain.arrivals.length - new Set(drain.arrivals.map(({ reference }) => reference)).size,
    attemptsInVain: attempts?.failed ?? 0,
    highestConcurrency: maxsight.highestConcurrency,
    firstAfterMs,
    allAfterMs: Math.max(...times),
    perSecond: { median: quantile(perSecond, 0.5), highest: Math.max(...perSecond) },
    states: countBy(states.map(({ state }) => state)),
    breaker: moves.map(
      ({ state, created_at: at }) => `${state} ${((at.getTime() - backAtMs) / 1000).toFixed(0)} s`,
    ),
    failures: countBy(drain.failures),
  };
}

/** The figures as sentences. */
export function describeDrain(summary: DrainSummary): string {
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const drainMs = summary.allAfterMs - summary.firstAfterMs;
  const average = drainMs === 0 ? 0 : (summary.checks / drainMs) * 1000;
  return [
    `first notification ${seconds(summary.firstAfterMs)} after Maxsight came back, the last ${seconds(summary.allAfterMs)}`,
    `drained at ${average.toFixed(1)} per second; per second: median ${summary.perSecond.median}, at most ${summary.perSecond.highest}`,
    `highest concurrency at Maxsight: ${summary.highestConcurrency}`,
    `attempts in vain while it was away: ${summary.attemptsInVain}`,
    `breaker, from Maxsight's return: ${summary.breaker.join(", ")}`,
    `notifications at the end: ${summary.states.map(([state, count]) => `${count} ${state}`).join(", ")}`,
    `duplicates: ${summary.duplicates}`,
    `lost: ${summary.lost} of ${summary.checks}`,
    ...summary.failures.map(([failure, count]) => `${count} fetches failed: ${failure}`),
  ].join("\n");
}
