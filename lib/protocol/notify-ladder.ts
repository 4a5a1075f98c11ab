const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long to wait before each attempt; the first goes out at once. Eleven attempts over about 29 hours. */
export const NOTIFY_LADDER_MS: readonly number[] = [
  0,
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

/** Answers that never get better by trying soon: a moment for a slipped clock or a key in rotation, then a person. */
export const MAX_AUTH_ATTEMPTS = 3;

const JITTER_SHARE = 0.1;
const JITTER_FLOOR_MS = 2 * SECOND;
const JITTER_CEILING_MS = 15 * MINUTE;
const THROTTLED_FLOOR_MS = MINUTE;

/** What an answer to a notification means for the ladder. */
export type NotifyAnswerClass = "acknowledged" | "retry" | "refuse" | "auth";

/**
 * Reads an HTTP status, or an error code when no answer came. 2xx acknowledges; 401 and 403 are `auth` (a few tries,
 * then attention); other 4xx except 408, 425 and 429 are `refuse` (attention at once); everything else is worth
 * another try. Redirects are never followed, and one is a wrong base URL: `refuse`.
 */
export function classifyNotifyAnswer(answer: number | string): NotifyAnswerClass {
  if (typeof answer === "string") return "retry";
  if (answer >= 200 && answer < 300) return "acknowledged";
  if (answer === 401 || answer === 403) return "auth";
  if (answer === 408 || answer === 425 || answer === 429 || answer < 200) return "retry";
  return answer < 500 ? "refuse" : "retry";
}

export type FailedAttempt = {
  /** Number of the attempt that just failed, from 1. */
  attempt: number;
  /** HTTP status, or null when no answer came. */
  status: number | null;
  /** True when the attempt ran into its time limit; treated like 429. */
  isTimeout?: boolean;
  /** `Retry-After` in milliseconds from now, or null. */
  retryAfterMs: number | null;
  /** From 0 (inclusive) to 1 (exclusive). */
  random: number;
};

/**
 * Milliseconds until the next attempt, or null when the ladder is exhausted. Jitter is only ever added: up to a tenth
 * of the step, at least 2 s and at most 15 min wide. `Retry-After` counts between once and twice the planned delay; after
 * 429 and timeouts at least a minute passes.
 */
export function nextAttemptDelayMs(failed: FailedAttempt): number | null {
  const step = NOTIFY_LADDER_MS[failed.attempt];
  if (step === undefined) return null;
  const isThrottled = failed.status === 429 || failed.status === 408 || failed.isTimeout === true;
  const planned = isThrottled ? Math.max(step, THROTTLED_FLOOR_MS) : step;
  const wished = Math.min(Math.max(failed.retryAfterMs ?? planned, planned), 2 * planned);
  const jitterWidth = Math.min(Math.max(step * JITTER_SHARE, JITTER_FLOOR_MS), JITTER_CEILING_MS);
  return Math.round(wished + jitterWidth * failed.random);
}
