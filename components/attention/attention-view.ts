import type { AttentionAction, AttentionCause } from "@/lib/services/attention";
import type { Tone } from "@/components/ui/tone";

/** One thing a person can mend, as the page shows it. Times are ISO 8601. */
export type AttentionItemView = {
  key: string;
  firstAt: string;
  lastAt: string;
  providerName: string | null;
  /** The check's id at Maxsight, or what it is about instead. */
  subject: string;
  /** Where it is mended. */
  href: string | null;
  sentence: string;
  nextStep: string | null;
  attempts: number;
  nextAutomaticAt: string | null;
  size: number;
  owner: string | null;
  snoozedUntil: string | null;
  dismissedAt: string | null;
  remark: string | null;
};

export type AttentionGroupView = {
  cause: AttentionCause;
  title: string;
  sentence: string;
  /** `312`, or `1,000+` where it was not counted on. */
  count: string;
  firstAt: string;
  lastAt: string;
  providers: readonly { slug: string; name: string }[];
  action: AttentionAction;
  /** Where the action leads; null for a resend, which opens its dialog here. */
  actionHref: string | null;
  items: readonly AttentionItemView[];
  hasMore: boolean;
};

/** Items by key, or all of a cause (the latest 200). */
export type MarkTarget = { keys: readonly string[] } | { cause: AttentionCause };

export type Mark =
  | { action: "assign"; isToMe: boolean }
  | { action: "snooze"; hours: number }
  | { action: "dismiss"; reason: string }
  | { action: "reopen" };

export type MarkItems = (
  target: MarkTarget,
  mark: Mark,
) => Promise<{ ok: true } | { ok: false; message: string }>;

export type CloseBreakers = (reason: string) => Promise<{ ok: true } | { ok: false; message: string }>;

export const CAUSE_TONES: Record<AttentionCause, Tone> = {
  exhausted: "bad",
  rejected: "bad",
  unfetched: "bad",
  mapping: "bad",
  credentials: "wait",
  parked: "park",
  inbound: "wait",
  overdue: "bad",
  drift: "wait",
  stalled: "bad",
};

export const OWNERS = ["anyone", "me", "nobody"] as const;
export type Owner = (typeof OWNERS)[number];

export const OWNER_NAMES: Record<Owner, string> = {
  anyone: "Assigned to anyone",
  me: "Assigned to me",
  nobody: "Assigned to nobody",
};
