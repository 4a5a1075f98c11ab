import type { Tone } from "@/components/ui/tone";

export type BreakerState = "closed" | "open" | "half_open";

/** A breaker as pages show it. Times are ISO 8601. */
export type BreakerItem = {
  id: string;
  state: BreakerState;
  /** Openings in a row. */
  timesOpened: number;
  openedAt: string | null;
  /** Open: when one call is let through. */
  nextProbeAt: string | null;
  /** Newest first. */
  history: readonly BreakerMove[];
};

export type BreakerMove = {
  id: string;
  state: BreakerState;
  /** What it was decided from. */
  calls: number;
  failures: number;
  actor: string;
  at: string;
};

export const BREAKER_WORDS: Record<BreakerState, { tone: Tone; word: string }> = {
  closed: { tone: "good", word: "Closed" },
  half_open: { tone: "wait", word: "Trying one call" },
  open: { tone: "bad", word: "Open" },
};
