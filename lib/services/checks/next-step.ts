import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckState, NotificationState } from "@/lib/protocol/states";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";

/** What the decision needs to know of a check; read from its row and its notification's. Instants are epoch ms. */
export type LifecycleFacts = {
  template: CheckTemplate;
  state: CheckState;
  isDemo: boolean;
  createdAtMs: number;
  startedAtMs: number | null;
  isRestartable: boolean;
  /** How long after its start the answer may come. */
  startTakesMs: number;
  readyAtMs: number | null;
  resultAtMs: number | null;
  outcome: "result" | "errors" | null;
  startAnswered: "plain" | "errors" | null;
  nextPollAtMs: number | null;
  giveUpAfterMs: number;
  /** Of the check, or of the oldest unfetched update of a monitored one. */
  notification: { id: string; state: NotificationState; nextAttemptAtMs: number | null } | null;
  /** A monitored check has a result that Maxsight has not fetched. */
  hasPendingUpdate: boolean;
  /** Webhooks are stored for it that nobody has read. */
  hasInbound: boolean;
  /** A person has stopped the monitoring for now. */
  isPaused: boolean;
  /** Of a cancelled check: when its provider is to be told. */
  cancelAtMs: number | null;
};

/** A step for the workflow, or something the verb itself does at once in the same transaction before deciding again. */
export type LifecycleDecision =
  | LifecycleStep
  | { do: "fail_interrupted" }
  | { do: "give_up" }
  | { do: "expire" }
  | { do: "queue_notification" }
  | { do: "read_inbound" };

/** Demo checks only: Maxsight's own references have no /ready, so the callback goes out without it (PROTOCOL 7.3). */
const DEMO_READY_FALLBACK_MS = 10_000;
/** Longer than the 2 s a start answer waits for the lifecycle, so that the two cannot both take the errors. */
const START_ANSWER_SETTLE_MS = 3_000;
/** A result nobody fetched for so long: the check was closed on the other side. */
export const UNFETCHED_EXPIRY_MS = 7 * 86_400_000;

/** What happens next to a check, and when. Pure: the same facts and instant give the same answer. */
export function decideNextStep(facts: LifecycleFacts, nowMs: number): LifecycleDecision {
  switch (facts.state) {
    case "accepted":
      return decideAccepted(facts, nowMs);
    case "in_progress":
      return decideInProgress(facts, nowMs);
    case "result_ready":
      return decideResultReady(facts, nowMs);
    case "monitoring":
      return decideMonitoring(facts, nowMs);
    case "cancelled":
      return facts.cancelAtMs === null
        ? { do: "end" }
        : { do: "cancel", afterMs: Math.max(0, facts.cancelAtMs - nowMs) };
    case "finished":
    case "expired":
      return { do: "end" };
  }
}

function decideAccepted(facts: LifecycleFacts, nowMs: number): LifecycleDecision {
  if (facts.startedAtMs === null || facts.isRestartable) return { do: "start" };
  // Whoever calls may live: the engine takes an activity for lost when it was away itself, or the machine is out of breath.
  const forMs = facts.startedAtMs + facts.startTakesMs - nowMs;
  if (forMs > 0) return { do: "wait", for: "provider", forMs };
  // Started and never answered: the process died while it called the provider. Calling twice could bill twice.
  return { do: "fail_interrupted" };
}

function decideInProgress(facts: LifecycleFacts, nowMs: number): LifecycleDecision {
  if (facts.hasInbound) return { do: "read_inbound" };
  const giveUpAtMs = (facts.startedAtMs ?? facts.createdAtMs) + facts.giveUpAfterMs;
  if (nowMs >= giveUpAtMs) return { do: "give_up" };
  if (facts.nextPollAtMs === null) return { do: "wait", for: "provider", forMs: giveUpAtMs - nowMs };
  return { do: "poll", afterMs: Math.max(0, Math.min(facts.nextPollAtMs, giveUpAtMs) - nowMs) };
}

function decideResultReady(facts: LifecycleFacts, nowMs: number): LifecycleDecision {
  const resultAtMs = facts.resultAtMs ?? facts.createdAtMs;
  if (facts.outcome === "errors" && facts.startAnswered === null) {
    // These errors may still be on their way out in the start answer; who settles first owns them.
    const settleAtMs = facts.createdAtMs + START_ANSWER_SETTLE_MS;
    return { do: "settle_start", afterMs: Math.max(0, settleAtMs - nowMs) };
  }
  const expiresAtMs = resultAtMs + UNFETCHED_EXPIRY_MS;
  if (nowMs >= expiresAtMs) return { do: "expire" };
  if (facts.template === "ONE_TIME_POLLING" || facts.template === "MONITORED_POLLING")
    return { do: "wait", for: "fetch", forMs: expiresAtMs - nowMs };
  if (facts.readyAtMs === null) return decideWithoutReady(facts, nowMs, expiresAtMs);
  return decideDelivery(facts, nowMs, expiresAtMs);
}

function decideWithoutReady(facts: LifecycleFacts, nowMs: number, expiresAtMs: number): LifecycleDecision {
  const fallbackAtMs = facts.createdAtMs + DEMO_READY_FALLBACK_MS;
  if (!facts.isDemo) return { do: "wait", for: "ready", forMs: expiresAtMs - nowMs };
  if (nowMs < fallbackAtMs) return { do: "wait", for: "ready", forMs: fallbackAtMs - nowMs };
  return decideDelivery(facts, nowMs, expiresAtMs);
}

function decideDelivery(facts: LifecycleFacts, nowMs: number, expiresAtMs: number): LifecycleDecision {
  const { notification } = facts;
  if (notification === null) return { do: "queue_notification" };
  if (notification.nextAttemptAtMs === null) return { do: "wait", for: "fetch", forMs: expiresAtMs - nowMs };
  return {
    do: "notify",
    notificationId: notification.id,
    afterMs: Math.max(0, notification.nextAttemptAtMs - nowMs),
  };
}

/**
 * A monitored check lives until it is cancelled: the oldest unfetched update is delivered, one at a time, and the
 * provider is asked again where monitoring polls. Whichever is due first is next. While it is paused, what is there
 * already is still delivered; webhooks are kept unread, and nobody asks.
 */
function decideMonitoring(facts: LifecycleFacts, nowMs: number): LifecycleDecision {
  if (facts.hasInbound && !facts.isPaused) return { do: "read_inbound" };
  // The legacy template is never notified: Maxsight polls for its updates (PROTOCOL 7.6).
  const isNotified = facts.template !== "MONITORED_POLLING";
  const delivery = facts.hasPendingUpdate && isNotified ? decideUpdateDelivery(facts, nowMs) : null;
  if (delivery?.do === "queue_notification") return delivery;
  if (facts.nextPollAtMs === null || facts.isPaused)
    return delivery ?? { do: "wait", for: "provider", forMs: null };
  const pollAfterMs = Math.max(0, facts.nextPollAtMs - nowMs);
  const isDeliveryFirst = delivery !== null && delayOf(delivery) <= pollAfterMs;
  return isDeliveryFirst ? delivery : { do: "poll", afterMs: pollAfterMs };
}

/** How long a decision lets us sleep; for ever when it only waits to be woken. */
function delayOf(decision: LifecycleDecision): number {
  if (decision.do === "wait") return decision.forMs ?? Infinity;
  return "afterMs" in decision ? decision.afterMs : 0;
}

function decideUpdateDelivery(facts: LifecycleFacts, nowMs: number): LifecycleDecision {
  const fallbackAtMs = facts.createdAtMs + DEMO_READY_FALLBACK_MS;
  const isReady = facts.readyAtMs !== null || (facts.isDemo && nowMs >= fallbackAtMs);
  if (!isReady) return { do: "wait", for: "ready", forMs: facts.isDemo ? fallbackAtMs - nowMs : null };
  const { notification } = facts;
  if (notification === null) return { do: "queue_notification" };
  if (notification.nextAttemptAtMs === null) return { do: "wait", for: "fetch", forMs: null };
  return {
    do: "notify",
    notificationId: notification.id,
    afterMs: Math.max(0, notification.nextAttemptAtMs - nowMs),
  };
}
