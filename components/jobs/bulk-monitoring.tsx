"use client";
import type { ReactNode } from "react";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, plural } from "@/lib/format/text";
import type { MonitoringConflictKind, MonitoringExclusionKind, MonitoringKind } from "@/lib/services/jobs";
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

/** What polling, pausing or resuming many would do now, as the dialog shows it. */
export type MonitoringPreviewView = BulkPreview<MonitoringConflictKind> & {
  excluded: readonly { kind: MonitoringExclusionKind; count: number }[];
  providers: readonly { name: string; count: number }[];
  sample: readonly SampleItem<MonitoringConflictKind>[];
};
export type BulkMonitoringActions = BulkActions<MonitoringConflictKind, MonitoringPreviewView>;

const CONFLICT_TEXTS: Record<MonitoringConflictKind, ConflictText> = {
  provider_parked: {
    leave: (count) => `Leave out ${count} whose provider is parked`,
    hint: "Its breaker is open: they wait for its next probe, and are asked about after it.",
    tag: "provider parked",
  },
  poll_due: {
    leave: (count) => `Leave out ${count} that are asked about right now`,
    hint: "Their own time has come; asking once more may cost what a poll costs.",
    tag: "due now",
  },
};

const EXCLUDED: Record<MonitoringExclusionKind, (count: string) => string> = {
  already_ended: (count) => `${count} ended already`,
  first_result_awaited: (count) => `${count} without a first result`,
  already_paused: (count) => `${count} that are paused`,
  not_paused: (count) => `${count} that are not paused`,
  provider_not_asked: (count) => `${count} whose provider cannot be asked`,
};

type KindTexts = { title: string; what: string; words: BulkWords<MonitoringConflictKind> };

const SHARED = {
  what: "reference",
  reasonHint: "Kept with every reference in the audit trail.",
  each: "provider",
  conflicts: CONFLICT_TEXTS,
};

const KINDS: Record<MonitoringKind, KindTexts> = {
  poll: {
    title: "Poll many references",
    what: "Their providers are asked at once instead of at their time, one call each; it may cost what a poll costs.",
    words: {
      ...SHARED,
      verb: "Poll",
      done: "The job is made; the providers are asked now",
      nothing: "There is no reference whose provider can be asked now.",
      why: "Why are they asked now?",
    },
  },
  pause_monitoring: {
    title: "Pause the monitoring of many",
    what: "Nobody asks their providers, and webhooks are kept unread, until somebody resumes them. Maxsight is not told.",
    words: {
      ...SHARED,
      verb: "Pause",
      done: "The job is made; their monitoring stops now",
      nothing: "There is no reference whose monitoring can be paused now.",
      why: "Why are they paused?",
    },
  },
  resume_monitoring: {
    title: "Resume the monitoring of many",
    what: "Webhooks that were kept are read now, and a provider that is polled is asked at once, which may cost what a poll costs.",
    words: {
      ...SHARED,
      verb: "Resume",
      done: "The job is made; their monitoring goes on",
      nothing: "There is no paused reference to resume now.",
      why: "Why do they go on?",
    },
  },
};

type BulkMonitoringDialogProps = {
  kind: MonitoringKind;
  filter: () => BulkFilter;
  /** The filter as people say it: "Drift silent". */
  words: string;
  actions: BulkMonitoringActions;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
};

/** Polls, pauses or resumes many: what the filter finds, what is left out, why, and the number to confirm. */
export function BulkMonitoringDialog(props: BulkMonitoringDialogProps) {
  const { kind, ...dialog } = props;
  const { title, what } = KINDS[kind];
  return <BulkDialog {...dialog} title={title} what={what} form={FORMS[kind]} />;
}

type FormParts = BulkFormParts<MonitoringConflictKind, MonitoringPreviewView>;

const FORMS: Record<MonitoringKind, (parts: FormParts) => ReactNode> = {
  poll: (parts) => <MonitoringForm {...parts} kind="poll" />,
  pause_monitoring: (parts) => <MonitoringForm {...parts} kind="pause_monitoring" />,
  resume_monitoring: (parts) => <MonitoringForm {...parts} kind="resume_monitoring" />,
};

function MonitoringForm({ kind, ...parts }: FormParts & { kind: MonitoringKind }) {
  return (
    <BulkForm
      {...parts}
      words={KINDS[kind].words}
      recap={Recap}
      excluded={<ExcludedLine excluded={parts.preview.excluded} texts={EXCLUDED} />}
      sample={<BulkSample items={parts.preview.sample} conflicts={CONFLICT_TEXTS} />}
    />
  );
}

function Recap({ preview, total, ratePerSecond }: RecapProps<MonitoringPreviewView>) {
  const { providers } = preview;
  return (
    <p className="text-sm text-pretty">
      <output className="font-semibold">{plural(total, "reference")}</output>
      {total === preview.total ? "" : ` of ${formatCount(preview.total)}`} of{" "}
      {namesText(providers.map(({ name }) => name))}, at most {ratePerSecond} a second for each provider:
      about {formatDuration(durationAt(providers, ratePerSecond))}. The set is frozen when you confirm.
    </p>
  );
}
