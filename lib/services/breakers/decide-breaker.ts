import type { BreakerScope, BreakerState } from "@/lib/db/schema";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** What a breaker looks back on (PRODUCT, defaults). */
export const WINDOW_MS = 5 * MINUTE_MS;
const MIN_CALLS = 10;
const FAILED_SHARE = 0.7;
const FIRST_OPEN_MS = 30 * SECOND_MS;
export const LONGEST_OPEN_MS = 10 * MINUTE_MS;
/**
 * How long a probe counts as out: without an answer by then it has lost its process, and another may probe. Longer than
 * the longest call, or a second one would leave while a slow one is out: a start of a provider may take 140 s and its
 * activity 150 s, a notification 15 s.
 */
export const PROBE_LEASE_MS: Record<BreakerScope, number> = {
  provider: 3 * MINUTE_MS,
  maxsight_host: MINUTE_MS,
};

export type BreakerFacts = {
  state: BreakerState;
  /** Openings in a row, failed probes included; 0 while closed. */
  timesOpened: number;
  /** Open: when one call may leave. Half-open: when the call that left counts as lost. */
  nextProbeAtMs: number | null;
};

export const CLOSED: BreakerFacts = { state: "closed", timesOpened: 0, nextProbeAtMs: null };

/** As what a call leaves: `extra` is a person's, past a breaker that is not closed. Only `probe` may fail for it. */
export type SentAs = "free" | "probe" | "extra";
type PassDecision = { pass: "free" } | { pass: "probe" } | { pass: "extra" } | { pass: "park" };

/** Whether a call may leave. Pure. An automatic one is parked until the probe; a person's always leaves. */
export function decidePass(
  breaker: BreakerFacts,
  call: { isAutomatic: boolean; nowMs: number },
): PassDecision {
  if (breaker.state === "closed") return { pass: "free" };
  const { nextProbeAtMs } = breaker;
  if (nextProbeAtMs === null || nextProbeAtMs <= call.nowMs) return { pass: "probe" };
  return { pass: call.isAutomatic ? "park" : "extra" };
}

/** The state in which exactly one call is out. */
export function halfOpened(breaker: BreakerFacts, leaseEndsAtMs: number): BreakerFacts {
  return { ...breaker, state: "half_open", nextProbeAtMs: leaseEndsAtMs };
}

/**
 * What a breaker becomes when the probe of that lease is given back, because it did not leave: the next call may probe,
 * and nothing is counted. Null when the probe that is out, if any, is another one. Pure.
 */
export function gaveBack(
  breaker: BreakerFacts,
  { leaseEndsAtMs, nowMs }: { leaseEndsAtMs: number; nowMs: number },
): BreakerFacts | null {
  if (breaker.state !== "half_open" || breaker.nextProbeAtMs !== leaseEndsAtMs) return null;
  return { ...breaker, state: "open", nextProbeAtMs: nowMs };
}

export type CallWindow = { calls: number; failures: number };

export type AnswerFacts = {
  sentAs: SentAs;
  isFailure: boolean;
  /** The calls of the last five minutes, since the breaker closed at most, this one included. */
  window: CallWindow;
  nowMs: number;
};

/** What an answer makes of the breaker; null when it stays as it is. Pure. */
export function decideAfterAnswer(breaker: BreakerFacts, answer: AnswerFacts): BreakerFacts | null {
  const { sentAs, isFailure, nowMs } = answer;
  if (breaker.state === "closed")
    return isFailure && isTripped(answer.window) ? opened(breaker, nowMs) : null;
  // It left before the breaker opened, so it says nothing about how the host is since.
  if (sentAs === "free") return null;
  if (!isFailure) return CLOSED;
  return sentAs === "probe" && breaker.state === "half_open" ? opened(breaker, nowMs) : null;
}

function isTripped({ calls, failures }: CallWindow): boolean {
  return calls >= MIN_CALLS && failures >= calls * FAILED_SHARE;
}

function opened({ timesOpened }: BreakerFacts, nowMs: number): BreakerFacts {
  const openMs = Math.min(FIRST_OPEN_MS * 2 ** timesOpened, LONGEST_OPEN_MS);
  return { state: "open", timesOpened: timesOpened + 1, nextProbeAtMs: nowMs + openMs };
}
