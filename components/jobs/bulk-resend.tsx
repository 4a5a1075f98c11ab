"use client";
import type { ReactNode } from "react";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, plural } from "@/lib/format/text";
import type { ConflictKind } from "@/lib/services/jobs";
import { BulkDialog, type BulkFormParts } from "./bulk-dialog";
import { BulkForm, type BulkWords, type RecapProps } from "./bulk-form";
import {
  durationAt,
  namesText,
  type BulkActions,
  type BulkFilter,
  type BulkPreview,
  type ConflictText,
} from "./bulk-preview";
import { BulkSample, type SampleItem } from "./bulk-sample";

/** What a bulk resend would do now, as the dialog shows it. */
export type ResendPreviewView = BulkPreview<ConflictKind> & {
  hosts: readonly { host: string; count: number }[];
  sample: readonly SampleItem<ConflictKind>[];
};
export type BulkResendActions = BulkActions<ConflictKind, ResendPreviewView>;

const CONFLICT_TEXTS: Record<ConflictKind, ConflictText> = {
  host_parked: {
    leave: (count) => `Leave out ${count} whose host is parked`,
    hint: "The breaker of that host is open: another attempt will most likely fail as well.",
    tag: "host parked",
  },
  already_fetched: {
    leave: (count) => `Leave out ${count} that Maxsight fetched already`,
    hint: "Maxsight may ask for the result once more, or ignore it.",
    tag: "fetched",
  },
  retry_pending: {
    leave: (count) => `Leave out ${count} with a retry to come`,
    hint: "The ladder goes on by itself; this is one attempt more.",
    tag: "retry to come",
  },
};

const WORDS: BulkWords<ConflictKind> = {
  what: "notification",
  verb: "Resend",
  done: "The job is made; its notifications go out now",
  nothing: "There is no notification to resend now. Nothing would be sent.",
  why: "Why are they sent again?",
  reasonHint: "Kept with every attempt and in the audit trail.",
  each: "host",
  conflicts: CONFLICT_TEXTS,
};

type BulkResendDialogProps = {
  /** What makes it open; without it the caller holds `isOpen`. */
  children?: ReactNode;
  filter: BulkFilter | (() => BulkFilter);
  /** The filter as people say it: "Given up · last 24 h". */
  words: string;
  actions: BulkResendActions;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
};

/** Many notifications again: what the filter finds, what speaks against it, why, and the number to confirm. */
export function BulkResendDialog({ filter, ...props }: BulkResendDialogProps) {
  return (
    <BulkDialog
      {...props}
      title="Resend many notifications"
      what="Each gets one attempt, signed anew. It costs nothing and changes nothing at the provider."
      filter={typeof filter === "function" ? filter : () => filter}
      form={ResendForm}
    />
  );
}

function ResendForm(parts: BulkFormParts<ConflictKind, ResendPreviewView>) {
  return (
    <BulkForm
      {...parts}
      words={WORDS}
      recap={Recap}
      sample={<BulkSample items={parts.preview.sample} conflicts={CONFLICT_TEXTS} />}
    />
  );
}

function Recap({ preview, total, ratePerSecond }: RecapProps<ResendPreviewView>) {
  const { hosts } = preview;
  return (
    <p className="text-sm text-pretty">
      <output className="font-semibold">{plural(total, "notification")}</output>
      {total === preview.total ? "" : ` of ${formatCount(preview.total)}`} to{" "}
      {namesText(hosts.map(({ host }) => host))}, at most {ratePerSecond} a second for each host: about{" "}
      {formatDuration(durationAt(hosts, ratePerSecond))}. The set is frozen when you confirm.
    </p>
  );
}
