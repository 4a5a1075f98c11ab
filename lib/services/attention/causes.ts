/** Why something waits for a person (DASHBOARD 2), in the order it is shown. */
export const ATTENTION_CAUSES = [
  "exhausted",
  "rejected",
  "unfetched",
  "mapping",
  "credentials",
  "parked",
  "inbound",
  "overdue",
  "drift",
  "stalled",
] as const;
export type AttentionCause = (typeof ATTENTION_CAUSES)[number];

/** What mends most items of a group. `filter` is one for `previewResend`, where the action is a resend of many. */
export type AttentionAction = {
  kind:
    | "resend"
    | "remap"
    | "open_provider"
    | "close_breaker"
    | "open_inbound"
    | "open_monitored"
    | "open_system";
  label: string;
  filter?: Record<string, string>;
};

type CauseText = { title: string; sentence: string; action: AttentionAction };

/** Acknowledged but not fetched for longer than this needs a person. */
export const FETCH_OVERDUE_MS = 15 * 60_000;

const TEXTS: Record<AttentionCause, CauseText> = {
  exhausted: {
    title: "Exhausted retries",
    sentence: "Every attempt of the ladder failed; nothing is sent any more.",
    action: { kind: "resend", label: "Resend all…", filter: { state: "exhausted" } },
  },
  rejected: {
    title: "Rejected by Maxsight",
    sentence: "Maxsight refused the notification; repeating it unchanged will not help.",
    action: { kind: "open_provider", label: "Open provider…" },
  },
  unfetched: {
    title: "Acknowledged but never fetched",
    sentence: "Maxsight took the notification more than 15 minutes ago and has not come for the result.",
    action: { kind: "resend", label: "Resend all…", filter: { state: "acknowledged" } },
  },
  mapping: {
    title: "Mapping or schema failure",
    sentence: "The connector's mapping does not give what the check type demands.",
    action: { kind: "remap", label: "Re-run mapping…" },
  },
  credentials: {
    title: "Provider credential failure",
    sentence: "The provider refuses the credentials; no check has had a result since.",
    action: { kind: "open_provider", label: "Open provider…" },
  },
  parked: {
    title: "Parked by breaker",
    sentence: "The breaker is open: calls wait until a probe succeeds. Nothing is dropped.",
    action: { kind: "close_breaker", label: "Close breaker…" },
  },
  inbound: {
    title: "Unmatched inbound events",
    sentence: "A provider's webhook found no check, or could not be applied to it.",
    action: { kind: "open_inbound", label: "Open tray…" },
  },
  overdue: {
    title: "Overdue",
    sentence: "What was due minutes ago has not happened, and the reconciler did not mend it.",
    action: { kind: "open_system", label: "Look at the worker…" },
  },
  drift: {
    title: "Monitoring drift",
    sentence: "The provider and we may no longer agree on what is monitored.",
    action: { kind: "open_monitored", label: "Open monitored…" },
  },
  stalled: {
    title: "Workflow not progressing",
    sentence: "The check was accepted or changed, and no worker has taken it up.",
    action: { kind: "open_system", label: "Look at the worker…" },
  },
};

/** Title, sentence and suggested action of a group. */
export function describeCause(cause: AttentionCause, now: Date): CauseText {
  const text = TEXTS[cause];
  if (cause !== "unfetched") return text;
  const to = new Date(now.getTime() - FETCH_OVERDUE_MS).toISOString();
  return { ...text, action: { ...text.action, filter: { state: "acknowledged", to } } };
}
