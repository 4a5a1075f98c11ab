"use client";
import type { ReactNode } from "react";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, plural } from "@/lib/format/text";
import type { CancelConflictKind, CancelExclusionKind } from "@/lib/services/jobs";
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
import { ExcludedLine } from "./excluded-line";

/** What a bulk cancel would do now, as the dialog shows it. */
export type CancelPreviewView = BulkPreview<CancelConflictKind> & {
  excluded: readonly { kind: CancelExclusionKind; count: number }[];
  providers: readonly { name: string; count: number; told: number }[];
  sample: readonly SampleItem<CancelConflictKind>[];
};
export type BulkCancelActions = BulkActions<CancelConflictKind, CancelPreviewView>;

const CONFLICT_TEXTS: Record<CancelConflictKind, ConflictText> = {
  result_unfetched: {
    leave: (count) => `Leave out ${count} with a result`,
    hint: "The provider has done its work and may bill it; cancelled, Maxsight never gets the result.",
    tag: "has a result",
  },
  provider_not_told: {
    leave: (count) => `Leave out ${count} whose provider cannot be told`,
    hint: "Its definition has no cancel: the provider goes on with them, and may bill them.",
    tag: "provider not told",
  },
};

const EXCLUDED: Record<CancelExclusionKind, (count: string) => string> = {
  already_ended: (count) => `${count} ended already`,
  provider_cancel_owed: (count) => `${count} cancelled before, whose provider has yet to be told`,
};

const WORDS: BulkWords<CancelConflictKind> = {
  what: "check",
  verb: "Cancel",
  done: "The job is made; its checks end now",
  nothing: "There is no running check to cancel now. Nothing would end.",
  why: "Why are they cancelled?",
  reasonHint: "Kept with every check in the audit trail.",
  each: "provider",
  conflicts: CONFLICT_TEXTS,
  isDangerous: true,
};

type BulkCancelDialogProps = {
  /** What makes it open; without it the caller's `isOpen` does. */
  children?: ReactNode;
  filter: () => BulkFilter;
  /** The filter as people say it: "State In progress · last 24 h". */
  words: string;
  actions: BulkCancelActions;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Ends many checks: what the filter finds, whom nobody tells, what is left out, why, and the number to confirm. */
export function BulkCancelDialog(props: BulkCancelDialogProps) {
  return (
    <BulkDialog
      {...props}
      title="Cancel many checks"
      what="Each ends here for good, without a notification; Maxsight waits for it until its own timeout."
      form={CancelForm}
    />
  );
}

function CancelForm(parts: BulkFormParts<CancelConflictKind, CancelPreviewView>) {
  return (
    <BulkForm
      {...parts}
      words={WORDS}
      recap={Recap}
      excluded={<ExcludedLine excluded={parts.preview.excluded} texts={EXCLUDED} />}
      sample={<BulkSample items={parts.preview.sample} conflicts={CONFLICT_TEXTS} />}
    />
  );
}

function Recap({ preview, total, ratePerSecond }: RecapProps<CancelPreviewView>) {
  const { providers } = preview;
  const told = providers.reduce((sum, provider) => sum + provider.told, 0);
  return (
    <p className="text-sm text-pretty">
      <output className="font-semibold">{plural(total, "check")}</output>
      {total === preview.total ? "" : ` of ${formatCount(preview.total)}`} through{" "}
      {namesText(providers.map(({ name }) => name))}, at most {ratePerSecond} a second for each provider:
      about {formatDuration(durationAt(providers, ratePerSecond))}.{" "}
      {told === 0
        ? "No provider is told."
        : `The provider is told of ${told === preview.total ? "each" : formatCount(told)}.`}{" "}
      The set is frozen when you confirm.
    </p>
  );
}
