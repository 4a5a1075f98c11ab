import type { NotificationState } from "@/lib/protocol/states";
import type { Tone } from "@/components/ui/tone";

export type NotificationWords = { tone: Tone; word: string; isLive: boolean };

const WORDS: Record<NotificationState, NotificationWords> = {
  queued: { tone: "run", word: "Queued", isLive: false },
  delivering: { tone: "run", word: "Sending", isLive: true },
  acknowledged: { tone: "run", word: "Acknowledged", isLive: false },
  fetched: { tone: "good", word: "Fetched", isLive: false },
  parked: { tone: "park", word: "Parked", isLive: false },
  exhausted: { tone: "bad", word: "Given up", isLive: false },
  suppressed: { tone: "none", word: "Suppressed", isLive: false },
  cancelled: { tone: "none", word: "Cancelled", isLive: false },
};

export type NotificationFacts = { state: NotificationState; attempts: number; lastErrorCode: string | null };

/** Where a notification stands, in one word. */
export function notificationWords({ state, attempts, lastErrorCode }: NotificationFacts): NotificationWords {
  const isOnItsWay = state === "queued" || state === "delivering";
  if (isOnItsWay && attempts > 0 && lastErrorCode !== null)
    return { tone: "wait", word: "Retrying", isLive: false };
  return WORDS[state];
}

/** The word of a state alone, for filters. */
export function notificationStateName(state: NotificationState): string {
  return WORDS[state].word;
}

export const KIND_NAMES = { callback: "callbacks", monitored_notify: "monitored_notify" } as const;

export const TRIGGER_NAMES = { auto: "retry ladder", manual: "by hand", bulk: "bulk resend" } as const;

/** `503`, or what came in place of an answer: "no answer". */
export function answerText(status: number | null, errorCode: string | null): string {
  if (status !== null) return String(status);
  return errorCode === null ? "—" : "no answer";
}
