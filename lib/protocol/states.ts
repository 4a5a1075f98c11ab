/** Where a check stands (ARCHITECTURE 4). What came of it is its outcome, the proof its legs; never mix them. */
export const CHECK_STATES = [
  "accepted",
  "in_progress",
  "result_ready",
  "monitoring",
  "finished",
  "cancelled",
  "expired",
] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** `accepted` goes straight to `finished` when the answer to the start request is the result (PROTOCOL 7.1, 7.3). */
const CHECK_MOVES: Record<CheckState, readonly CheckState[]> = {
  accepted: ["in_progress", "result_ready", "monitoring", "finished", "cancelled", "expired"],
  in_progress: ["result_ready", "monitoring", "finished", "cancelled", "expired"],
  result_ready: ["monitoring", "finished", "cancelled", "expired"],
  monitoring: ["finished", "cancelled", "expired"],
  finished: [],
  cancelled: [],
  expired: [],
};

/** Whether a check may go from one state to the other. Staying is not a move. */
export function canMoveCheck(from: CheckState, to: CheckState): boolean {
  return CHECK_MOVES[from].includes(to);
}

/** Whether nothing can happen to the check any more. */
export function isFinalCheckState(state: CheckState): boolean {
  return CHECK_MOVES[state].length === 0;
}

/** The delivery ladder of a notification: what Maxsight is known to have (PRODUCT, "both legs"). */
export const NOTIFICATION_STATES = [
  "queued",
  "delivering",
  "acknowledged",
  "fetched",
  "parked",
  "exhausted",
  "suppressed",
  "cancelled",
] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/**
 * A fetch can come before the acknowledgement reaches us, so every open state leads to `fetched`. A resend brings
 * whatever was given up back to `queued` or `delivering`; on a fetched one it changes nothing but the attempts.
 */
const NOTIFICATION_MOVES: Record<NotificationState, readonly NotificationState[]> = {
  queued: ["delivering", "acknowledged", "fetched", "parked", "exhausted", "suppressed", "cancelled"],
  delivering: ["queued", "acknowledged", "fetched", "parked", "exhausted", "suppressed", "cancelled"],
  acknowledged: ["queued", "delivering", "fetched", "cancelled"],
  fetched: [],
  parked: ["queued", "delivering", "acknowledged", "fetched", "exhausted", "suppressed", "cancelled"],
  exhausted: ["queued", "delivering", "acknowledged", "fetched", "cancelled"],
  suppressed: ["queued", "delivering", "acknowledged", "fetched", "cancelled"],
  cancelled: ["queued", "delivering", "acknowledged", "fetched"],
};

export function canMoveNotification(from: NotificationState, to: NotificationState): boolean {
  return NOTIFICATION_MOVES[from].includes(to);
}

/** One result of a monitored check: it is fetched, or a newer one takes its place. */
export const UPDATE_STATES = ["pending", "notified", "acknowledged", "fetched", "superseded"] as const;
export type UpdateState = (typeof UPDATE_STATES)[number];

const UPDATE_MOVES: Record<UpdateState, readonly UpdateState[]> = {
  pending: ["notified", "acknowledged", "fetched", "superseded"],
  notified: ["acknowledged", "fetched", "superseded"],
  acknowledged: ["fetched", "superseded"],
  fetched: [],
  superseded: [],
};

export function canMoveUpdate(from: UpdateState, to: UpdateState): boolean {
  return UPDATE_MOVES[from].includes(to);
}

/** What a check says about its entity; null while nobody knows (PROTOCOL 9.9, 11.3). */
export const DECISIONS = ["PASS", "FAIL", "PARTIAL", "WARN", "ERROR"] as const;
export type Decision = (typeof DECISIONS)[number];
