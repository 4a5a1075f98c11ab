import type { AttentionAction, AttentionCause } from "@/lib/services/attention";
import type { RemapActions } from "@/components/check/remap-dialog";
import type { BulkResendActions } from "@/components/jobs/bulk-resend";
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
  /** The breaker that can be closed for it, by name; null where there is none. */
  breaker: { name: string; scope: "host" | "provider" } | null;
  /** The check whose stored answer can be read again by a mended mapping. */
  remapCheckId: string | null;
  /** The notification that can be sent again for it. */
  resendId: string | null;
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

export type ItemsPage = { items: readonly AttentionItemView[]; next: string | null };
/** A page of a group's items after `cursor`; null: from the latest. */
export type LoadItems = (cause: AttentionCause, cursor: string | null) => Promise<ItemsPage>;

/** Items by key, or all of a cause (the latest 200). */
export type MarkTarget = { keys: readonly string[] } | { cause: AttentionCause };

export type Mark =
  /** To a member, or to nobody. */
  | { action: "assign"; to: string | null }
  | { action: "snooze"; hours: number }
  | { action: "dismiss"; reason: string }
  | { action: "reopen" };

export type MarkItems = (
  target: MarkTarget,
  mark: Mark,
) => Promise<{ ok: true } | { ok: false; message: string }>;

/** Closes the breaker of one item. */
export type CloseBreaker = (
  itemKey: string,
  reason: string,
) => Promise<{ ok: true } | { ok: false; message: string }>;

/** Who items can be given to, and who looks at the page. */
export type People = { me: string; members: readonly { id: string; name: string }[] };

/** What the page can do besides marking; bound to the tenant. */
export type AttentionActions = {
  markItems: MarkItems;
  loadItems: LoadItems;
  resend: BulkResendActions;
  closeBreaker: CloseBreaker;
  previewRemap: (checkId: string, version: number | null) => ReturnType<RemapActions["preview"]>;
  saveRemap: (
    checkId: string,
    input: Parameters<RemapActions["save"]>[0],
  ) => ReturnType<RemapActions["save"]>;
};

/** What every part of the page needs: what can be done, by whom, for whom. */
export type AttentionShared = {
  isHidden: boolean;
  /** The role that may act, for somebody who has not got it; null for who may. */
  missingRole: string | null;
  people: People;
  actions: AttentionActions;
};

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
