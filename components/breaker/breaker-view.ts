import type { Tone } from "@/components/ui/tone";

export type BreakerState = "closed" | "open" | "half_open";

/** One move of a breaker, with the calls it was decided from. Times are ISO 8601. */
export type BreakerMove = {
  at: string;
  state: BreakerState;
  calls: number;
  failures: number;
  actor: string;
};

export type BreakerView = {
  id: string;
  kind: "host" | "provider";
  name: string;
  /** The address of a host; of a provider its slug. */
  key: string;
  state: BreakerState;
  parked: number;
  timesOpened: number;
  openedAt: string | null;
  nextProbeAt: string | null;
  /** Newest first. */
  history: readonly BreakerMove[];
  /** The page of the provider; none for a host. */
  href: string | null;
};

export const BREAKER_WORDS: Record<BreakerState, { tone: Tone; word: string }> = {
  closed: { tone: "good", word: "Closed" },
  open: { tone: "park", word: "Open" },
  half_open: { tone: "wait", word: "Probing" },
};

/** What a move was decided from, in words: a move by hand or by a probe counts no calls. */
export function moveReason({ state, calls, failures }: BreakerMove): string {
  if (calls > 0) return `${failures} of ${calls} calls failed within 5 min`;
  return state === "half_open" ? "one call is let through" : "—";
}
