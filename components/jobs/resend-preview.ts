import type { ConflictKind } from "@/lib/services/jobs";

/** What a bulk resend would do now, as the dialog shows it. Times are ISO 8601. */
export type ResendPreviewView = {
  total: number;
  isTooMany: boolean;
  conflicts: readonly { kind: ConflictKind; count: number }[];
  hosts: readonly { host: string; count: number }[];
  ratePerSecond: number;
  sample: readonly {
    id: string;
    providerName: string;
    reference: string;
    word: string;
    attempts: number;
    createdAt: string;
    conflict: ConflictKind | null;
  }[];
};

export type PreviewResult = { ok: true; preview: ResendPreviewView } | { ok: false; message: string };
export type ResendFilterText = Readonly<Record<string, string>>;
export type BulkResendInput = {
  filter: ResendFilterText;
  exclude: readonly ConflictKind[];
  reason: string;
  confirmedTotal: number;
};
export type BulkResendActions = {
  preview: (filter: ResendFilterText) => Promise<PreviewResult>;
  /** `href` of the job that was made. */
  create: (input: BulkResendInput) => Promise<{ ok: true; href: string } | { ok: false; message: string }>;
};

/** Above this many the number has to be typed. */
export const TYPE_ABOVE = 100;

/** What speaks against some of them, and what happens to those that stay in. */
export const CONFLICT_TEXTS: Record<ConflictKind, { leave: (count: string) => string; hint: string }> = {
  host_parked: {
    leave: (count) => `Leave out ${count} whose host is parked`,
    hint: "The breaker of that host is open: another attempt will most likely fail as well.",
  },
  already_fetched: {
    leave: (count) => `Leave out ${count} that Maxsight fetched already`,
    hint: "Maxsight may ask for the result once more, or ignore it.",
  },
  retry_pending: {
    leave: (count) => `Leave out ${count} with a retry to come`,
    hint: "The ladder goes on by itself; this is one attempt more.",
  },
};

/** How many stay in. */
export function totalWithout(preview: ResendPreviewView, exclude: readonly ConflictKind[]): number {
  return preview.conflicts
    .filter(({ kind }) => exclude.includes(kind))
    .reduce((total, { count }) => total - count, preview.total);
}
