"use client";
import { type ReactNode, useState, useTransition } from "react";
import { Callout } from "@/components/ui/callout";
import { DiffView } from "@/components/ui/diff-view";
import { Field, Select } from "@/components/ui/field";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";

/** What a version makes of the provider's stored answer. `before` and `after` are masked JSON texts. ISO time. */
export type RemapView = {
  exchangeId: string;
  operation: string;
  at: string;
  version: number;
  before: string | null;
  after: string;
  problems: readonly string[];
  /** Why it cannot be saved; null when it can. */
  refusal: string | null;
};

type Answer<Data> = { ok: true; data: Data } | { ok: false; message: string };

export type RemapActions = {
  /** The published version when none is named. */
  preview: (version: number | null) => Promise<Answer<RemapView>>;
  save: (input: { version: number; exchangeId: string; reason: string }) => Promise<Answer<null>>;
};

const UNREACHED = "Gatehouse could not be reached. Nothing was changed; try again.";

/** Reads the stored answer of the provider again with a chosen version; nothing is kept until it is saved. */
export function RemapDialog({ children, preview, save }: RemapActions & { children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const { view, newest, failure, isBusy, show } = usePreview(preview);
  const open = (isOpening: boolean) => {
    setIsOpen(isOpening);
    if (isOpening) show(null);
  };
  return (
    <ReasonDialog
      isOpen={isOpen}
      onOpenChange={open}
      title="Re-run mapping"
      description="Reads the provider's stored answer again with the version you choose. The provider is not called, and nothing changes until you save."
      className="md:w-[min(860px,calc(100vw-32px))]"
      fields={
        <>
          {failure !== null && (
            <Callout tone="bad" isAlert>
              {failure}
            </Callout>
          )}
          {view === null && failure === null && <Skeleton className="h-40 w-full" />}
          {view !== null && <Preview view={view} />}
          {view !== null && <VersionChoice version={view.version} newest={newest} onChange={show} />}
        </>
      }
      confirm="Save this result"
      done={`Saved as version ${view?.version ?? ""} reads it`}
      isReasonNeeded
      isBlocked={view === null || view.refusal !== null || isBusy}
      act={(reason) =>
        view === null
          ? Promise.reject(new Error("nothing was read yet"))
          : save({ version: view.version, exchangeId: view.exchangeId, reason })
      }
    >
      {children}
    </ReasonDialog>
  );
}

type VersionChoiceProps = { version: number; newest: number; onChange: (version: number) => void };

function VersionChoice({ version, newest, onChange }: VersionChoiceProps) {
  return (
    <Field label="Version">
      <Select value={version} onChange={(event) => onChange(Number(event.target.value))}>
        {Array.from({ length: newest }, (_, index) => newest - index).map((number) => (
          <option key={number} value={number}>
            Version {number}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Preview({ view }: { view: RemapView }) {
  return (
    <section aria-label="What would change" aria-live="polite" className="grid min-w-0 gap-3 text-sm">
      <p className="text-muted">
        The provider&apos;s answer to <code>{view.operation}</code>, <Time at={view.at} />, read with version{" "}
        {view.version}. Personal data is masked.
      </p>
      {view.problems.length > 0 && (
        <ul className="grid gap-1 text-bad">
          {view.problems.map((problem) => (
            <li key={problem} className="break-words">
              {problem}
            </li>
          ))}
        </ul>
      )}
      <DiffView
        before={view.before ?? ""}
        after={view.after}
        label="the stored result and this one"
        className="max-h-[36dvh]"
      />
      {view.refusal !== null && <Callout tone="wait">{view.refusal}</Callout>}
    </section>
  );
}

function usePreview(preview: RemapActions["preview"]) {
  const [view, setView] = useState<RemapView | null>(null);
  const [newest, setNewest] = useState(1);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, start] = useTransition();
  const show = (version: number | null) =>
    start(async () => {
      const result = await preview(version).catch(() => null);
      if (!result?.ok) {
        setFailure(result?.message ?? UNREACHED);
        return;
      }
      setFailure(null);
      setView(result.data);
      setNewest((known) => Math.max(known, result.data.version));
    });
  return { view, newest, failure, isBusy, show };
}
