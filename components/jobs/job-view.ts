import { notificationStateName } from "@/components/notification/notification-words";
import { stateName } from "@/components/check/check-words";
import type { Tone } from "@/components/ui/tone";
import { sentenceCase } from "@/lib/format/text";
import { CHECK_STATES, NOTIFICATION_STATES } from "@/lib/protocol/states";

export const JOB_KINDS = ["resend", "cancel", "poll", "pause_monitoring", "resume_monitoring"] as const;
export type JobKind = (typeof JOB_KINDS)[number];
export const JOB_STATES = ["ready", "running", "paused", "done", "cancelled"] as const;
export type JobState = (typeof JOB_STATES)[number];
export const ITEM_STATES = ["pending", "done", "failed", "skipped"] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** A job as lists show it. Times are ISO 8601. */
export type JobItemView = {
  id: string;
  kind: JobKind;
  state: JobState;
  /** What it acts on, in words. */
  words: string;
  reason: string;
  actor: string;
  total: number;
  processed: number;
  succeeded: number;
  failed: number;
  skipped: number;
  createdAt: string;
  finishedAt: string | null;
};

export const KIND_NAMES: Record<JobKind, string> = {
  resend: "Bulk resend",
  cancel: "Bulk cancel",
  poll: "Bulk poll",
  pause_monitoring: "Bulk pause of monitoring",
  resume_monitoring: "Bulk resume of monitoring",
};

export const JOB_STATE_WORDS: Record<JobState, { tone: Tone; word: string; isLive: boolean }> = {
  ready: { tone: "run", word: "Waiting to begin", isLive: false },
  running: { tone: "run", word: "Running", isLive: true },
  paused: { tone: "park", word: "Paused", isLive: false },
  done: { tone: "good", word: "Done", isLive: false },
  cancelled: { tone: "none", word: "Cancelled", isLive: false },
};

export const ITEM_STATE_WORDS: Record<ItemState, { tone: Tone; word: string }> = {
  pending: { tone: "wait", word: "Pending" },
  done: { tone: "good", word: "Done" },
  failed: { tone: "bad", word: "Failed" },
  skipped: { tone: "none", word: "Skipped" },
};

const NAMES: Record<string, string> = {
  ids: "chosen by hand",
  error_code: "error",
  ack_id: "callback id",
  from: "from",
  to: "until",
};

/** A stored filter as people say it: "state Given up · provider acme". */
export function filterWords(filter: Record<string, unknown>): string {
  const parts = Object.entries(filter).map(([name, value]) => part(name, value));
  return parts.length === 0 ? "everything" : parts.join(" · ");
}

function part(name: string, value: unknown): string {
  if (name === "ids" && Array.isArray(value)) return `${value.length} chosen by hand`;
  // A set of another kind: the notifications of these checks, the checks of these references.
  if (isFilter(value)) return `${name}: ${filterWords(value)}`;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (name === "state") return `state ${stateWord(text)}`;
  if (name === "from" || name === "to") return `${NAMES[name]} ${text.slice(0, 16).replace("T", " ")} UTC`;
  return `${NAMES[name] ?? sentenceCase(name).toLowerCase()} ${text.replaceAll("_", " ")}`;
}

function isFilter(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stateWord(state: string): string {
  const notification = NOTIFICATION_STATES.find((known) => known === state);
  if (notification !== undefined) return notificationStateName(notification);
  const check = CHECK_STATES.find((known) => known === state);
  return check === undefined ? state : stateName(check);
}
