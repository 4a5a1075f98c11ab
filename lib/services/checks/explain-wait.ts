import { isMonitored } from "@/lib/protocol/check-template";
import type { notifications, updates } from "@/lib/db/schema";
import type { CheckRow } from "./check-row";
import { UNFETCHED_EXPIRY_MS } from "./next-step";

/** Whom or what a check can wait for; `gatehouse` is our own worker. */
export const WAIT_KINDS = [
  "applicant",
  "provider",
  "maxsight",
  "breaker",
  "rate_limit",
  "person",
  "gatehouse",
] as const;

/** For whom or what a check waits. `until` null: nobody knows, or for as long as it takes. */
export type Wait = {
  on: (typeof WAIT_KINDS)[number];
  until: Date | null;
  sentence: string;
};

/** What the explanation reads of a check. */
export type WaitingCheck = Pick<
  CheckRow,
  | "state"
  | "checkType"
  | "checkTemplate"
  | "isDemo"
  | "startedAt"
  | "readyAt"
  | "resultAt"
  | "nextPollAt"
  | "deadlineAt"
  | "providerCancel"
  | "providerCancelAt"
  | "monitoringPausedAt"
> & {
  /** The breaker of the provider is open: nobody asks it before this instant. */
  providerParkedUntil: Date | null;
  notifications: Pick<
    typeof notifications.$inferSelect,
    "state" | "updateId" | "nextAttemptAt" | "lastErrorCode"
  >[];
  updates: Pick<typeof updates.$inferSelect, "id" | "state">[];
};

/** Explains in one sentence what a check waits for; null when it has ended for everybody. Pure. */
export function explainWait(check: WaitingCheck, now: Date): Wait | null {
  switch (check.state) {
    case "accepted":
      return check.startedAt === null
        ? wait("gatehouse", null, "A worker of ours is about to call the provider.")
        : wait("gatehouse", null, "The provider is being called.");
    case "in_progress":
      return explainProvider(check);
    case "result_ready":
      return explainDelivery(check, now);
    case "monitoring":
      return hasPendingUpdate(check) ? explainDelivery(check, now) : explainProvider(check);
    case "cancelled":
      return check.providerCancel === "due"
        ? wait("provider", check.providerCancelAt, "Cancelled; the provider has yet to be told of it.")
        : null;
    case "finished":
    case "expired":
      return null;
  }
}

const wait = (on: Wait["on"], until: Date | null, sentence: string): Wait => ({ on, until, sentence });

function explainProvider(check: WaitingCheck): Wait {
  const { checkType, state, nextPollAt, providerParkedUntil } = check;
  if (state === "monitoring" && check.monitoringPausedAt !== null)
    return wait(
      "person",
      null,
      "A person has paused the monitoring: nobody asks the provider, and what it tells us is kept until somebody resumes it.",
    );
  if (nextPollAt !== null && providerParkedUntil !== null && nextPollAt <= providerParkedUntil)
    return wait(
      "breaker",
      nextPollAt,
      "The provider failed too often; our breaker lets nothing through until its next probe.",
    );
  if (state === "monitoring") {
    return nextPollAt === null
      ? wait("provider", null, "Maxsight has every result; the provider tells us when something changes.")
      : wait(
          "provider",
          nextPollAt,
          "Maxsight has every result; the provider is asked again when it is time.",
        );
  }
  const until = nextPollAt ?? check.deadlineAt;
  if (checkType === "DOCUMENT_CAPTURE")
    return wait("applicant", until, "The applicant has yet to hand in the documents at the provider.");
  if (nextPollAt !== null)
    return wait("provider", until, "The provider works on it and is asked again when it is time.");
  const end = until === null ? "" : "; when nothing came by then, the check is given up";
  return wait("provider", until, `The provider works on it and tells us by webhook${end}.`);
}

function hasPendingUpdate({ updates }: WaitingCheck): boolean {
  return updates.some(({ state }) => state !== "fetched" && state !== "superseded");
}

function explainDelivery(check: WaitingCheck, now: Date): Wait {
  const expiresAt = expiryOf(check);
  if (check.checkTemplate === "ONE_TIME_POLLING" || check.checkTemplate === "MONITORED_POLLING")
    return wait("maxsight", expiresAt, "The result is there; Maxsight takes it with its next poll.");
  if (check.readyAt === null && !check.isDemo)
    return wait(
      "maxsight",
      expiresAt,
      "The result is there; Maxsight has not said yet that it is ready for it.",
    );
  const notification = currentNotification(check);
  if (notification === undefined)
    return wait("gatehouse", null, "The result is there; a worker of ours is about to tell Maxsight.");
  return explainNotification(notification, { now, expiresAt });
}

function expiryOf(check: WaitingCheck): Date | null {
  if (isMonitored(check.checkTemplate) || check.resultAt === null) return null;
  return new Date(check.resultAt.getTime() + UNFETCHED_EXPIRY_MS);
}

/** Updates leave one at a time, so the one that counts is that of the oldest which was not fetched. */
function currentNotification(check: WaitingCheck): WaitingCheck["notifications"][number] | undefined {
  const pending = check.updates.find(({ state }) => state !== "fetched" && state !== "superseded");
  return pending === undefined
    ? check.notifications.find(({ updateId }) => updateId === null)
    : check.notifications.find(({ updateId }) => updateId === pending.id);
}

function explainNotification(
  { state, nextAttemptAt, lastErrorCode }: WaitingCheck["notifications"][number],
  { now, expiresAt }: { now: Date; expiresAt: Date | null },
): Wait {
  switch (state) {
    case "parked":
      return wait(
        "breaker",
        nextAttemptAt,
        "Maxsight's host failed too often; our breaker holds this back until a probe goes well, and no longer than until then.",
      );
    case "acknowledged":
      return wait(
        "maxsight",
        nextAttemptAt ?? expiresAt,
        "Maxsight was told and has yet to fetch the result.",
      );
    case "queued":
      // Only what was parked is queued for later: it is released evenly.
      if (nextAttemptAt !== null && nextAttemptAt > now)
        return wait(
          "rate_limit",
          nextAttemptAt,
          "Maxsight's host is back; what was parked leaves at our own rate, and this one has its turn.",
        );
      return wait("gatehouse", null, "A worker of ours is about to tell Maxsight.");
    case "delivering":
      return explainLadder({ now, nextAttemptAt, isThrottled: lastErrorCode === "throttled" });
    case "exhausted":
    case "suppressed":
    case "cancelled":
      return wait(
        "person",
        expiresAt,
        "Telling Maxsight was given up; nothing more happens until a person resends.",
      );
    case "fetched":
      return wait(
        "gatehouse",
        null,
        "Maxsight has fetched it; a worker of ours is about to finish the check.",
      );
  }
}

function explainLadder(plan: { now: Date; nextAttemptAt: Date | null; isThrottled: boolean }): Wait {
  const { now, nextAttemptAt, isThrottled } = plan;
  if (nextAttemptAt === null || nextAttemptAt <= now)
    return wait("gatehouse", null, "A worker of ours is about to tell Maxsight.");
  return isThrottled
    ? wait("rate_limit", nextAttemptAt, "Maxsight asked us to slow down; the next attempt waits.")
    : wait(
        "maxsight",
        nextAttemptAt,
        "The last attempt to tell Maxsight failed; the next one follows by itself.",
      );
}
