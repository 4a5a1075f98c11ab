import {
  classifyNotifyAnswer,
  MAX_AUTH_ATTEMPTS,
  nextAttemptDelayMs,
  type NotifyAnswerClass,
} from "@/lib/protocol/notify-ladder";
import { canMoveNotification, type NotificationState } from "@/lib/protocol/states";
import type { AttemptErrorCode } from "@/lib/maxsight/attempt-error";

const MINUTE_MS = 60_000;

/** After an acknowledgement Maxsight should fetch within seconds; when it does not, it is told again at these distances. */
export const REMINDER_DELAYS_MS: readonly number[] = [
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  120 * MINUTE_MS,
  600 * MINUTE_MS,
];

export type AttemptFacts = {
  /** The notification as it is now, after the call came back. */
  state: NotificationState;
  /** Automatic attempts made on the current ladder: the delivery ladder, or once acknowledged the reminders. */
  ladderStep: number;
  nextAttemptAtMs: number | null;
  /** Whether the ladder goes on from this attempt. A single resend leaves the plan as it was. */
  isOnLadder: boolean;
  /** Whether the check, or the update, still waits for Maxsight to fetch; if not, there is nothing to remind of. */
  isAwaited: boolean;
  /** A person gave the update up in favour of a later one, which is what Maxsight gets. */
  isSuperseded: boolean;
  /** A person stopped the ladder, or the reminders, while the call was out. */
  wasStopped: boolean;
  /** It left before Maxsight said that it is ready, so a refusal is no answer to what is true now (PROTOCOL 7.3). */
  leftBeforeReady: boolean;
  status: number | null;
  errorCode: AttemptErrorCode | null;
  retryAfterMs: number | null;
  /** This one included, how many attempts in a row were answered 401 or 403. */
  authFailures: number;
  nowMs: number;
  random: number;
};

export type AttemptDecision = {
  state: NotificationState;
  ladderStep: number;
  nextAttemptAtMs: number | null;
};

/** What becomes of a notification after one attempt (PRODUCT, defaults). Pure. */
export function decideAfterAttempt(facts: AttemptFacts): AttemptDecision {
  const decision = decideAwaited(facts);
  return facts.isAwaited ? decision : { ...decision, nextAttemptAtMs: null };
}

function decideAwaited(facts: AttemptFacts): AttemptDecision {
  const { state, ladderStep, nextAttemptAtMs } = facts;
  const unchanged: AttemptDecision = { state, ladderStep, nextAttemptAtMs };
  // Maxsight fetched, or the check or its update was ended, while the call was out: nothing is left to do.
  if (state === "fetched" || facts.isSuperseded || (state === "cancelled" && facts.isOnLadder)) {
    return { ...unchanged, nextAttemptAtMs: null };
  }
  const answer = classifyNotifyAnswer(facts.status ?? facts.errorCode ?? "unreachable");
  if (facts.wasStopped) return decideStopped(facts, answer);
  if (answer === "acknowledged") return decideAcknowledged(facts);
  if (!facts.isOnLadder) return unchanged;
  if (state === "acknowledged") return decideReminder(facts, answer === "refuse");
  return isHopeless(facts, answer) ? exhausted(facts) : decideRetry(facts);
}

/** What Maxsight took counts all the same; nothing is tried after it. */
function decideStopped(facts: AttemptFacts, answer: NotifyAnswerClass): AttemptDecision {
  const isTaken = answer === "acknowledged" && canMoveNotification(facts.state, "acknowledged");
  return {
    state: isTaken ? "acknowledged" : facts.state,
    ladderStep: facts.ladderStep,
    nextAttemptAtMs: null,
  };
}

function isHopeless(facts: AttemptFacts, answer: NotifyAnswerClass): boolean {
  if (facts.leftBeforeReady) return false;
  return answer === "refuse" || (answer === "auth" && facts.authFailures >= MAX_AUTH_ATTEMPTS);
}

function decideRetry(facts: AttemptFacts): AttemptDecision {
  const delayMs = nextAttemptDelayMs({
    attempt: facts.ladderStep,
    status: facts.status,
    isTimeout: facts.errorCode === "timeout",
    retryAfterMs: facts.retryAfterMs,
    random: facts.random,
  });
  if (delayMs === null) return exhausted(facts);
  return { state: "delivering", ladderStep: facts.ladderStep, nextAttemptAtMs: facts.nowMs + delayMs };
}

function decideAcknowledged(facts: AttemptFacts): AttemptDecision {
  const wasAcknowledged = facts.state === "acknowledged";
  if (wasAcknowledged && facts.isOnLadder) return decideReminder(facts, false);
  if (wasAcknowledged || !canMoveNotification(facts.state, "acknowledged")) {
    return { state: facts.state, ladderStep: facts.ladderStep, nextAttemptAtMs: facts.nextAttemptAtMs };
  }
  return {
    state: "acknowledged",
    ladderStep: 0,
    nextAttemptAtMs: facts.nowMs + (REMINDER_DELAYS_MS[0] ?? 0),
  };
}

/** The reminders go on whatever one of them brings, except when Maxsight says that it never wants one. */
function decideReminder(facts: AttemptFacts, isRefused: boolean): AttemptDecision {
  const delayMs = isRefused ? undefined : REMINDER_DELAYS_MS[facts.ladderStep];
  return {
    state: "acknowledged",
    ladderStep: facts.ladderStep,
    nextAttemptAtMs: delayMs === undefined ? null : facts.nowMs + delayMs,
  };
}

function exhausted(facts: AttemptFacts): AttemptDecision {
  return { state: "exhausted", ladderStep: facts.ladderStep, nextAttemptAtMs: null };
}
