"use client";
import { type ReactNode, useState, useTransition } from "react";
import { toast } from "sonner";
import { DiffView } from "@/components/provider-editor/diff-view";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
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
  const reading = usePreview(preview);
  const open = (isOpening: boolean) => {
    setIsOpen(isOpening);
    if (isOpening) reading.show(null);
  };
  return (
    <Dialog open={isOpen} onOpenChange={open}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {isOpen && <RemapContent reading={reading} save={save} onDone={() => setIsOpen(false)} />}
    </Dialog>
  );
}

type RemapContentProps = {
  reading: ReturnType<typeof usePreview>;
  save: RemapActions["save"];
  onDone: () => void;
};

function RemapContent({ reading, save, onDone }: RemapContentProps) {
  const { view, newest, failure, isBusy, show } = reading;
  const { reason, setReason, refusal, isSaving, submit } = useSave({ view, save, onDone });
  return (
    <DialogContent
      title="Re-run mapping"
      description="Reads the provider's stored answer again with the version you choose. The provider is not called, and nothing changes until you save."
      className="md:w-[min(860px,calc(100vw-32px))]"
      footer={
        <>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button
            variant="primary"
            onClick={submit}
            isPending={isSaving}
            disabled={view === null || view.refusal !== null || isBusy}
          >
            Save this result
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {(refusal ?? failure) && (
          <Callout tone="bad" isAlert>
            {refusal ?? failure}
          </Callout>
        )}
        {view === null ? failure === null && <Skeleton className="h-40 w-full" /> : <Preview view={view} />}
        {view !== null && (
          <div className="grid gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
            <Field label="Version">
              <Select value={view.version} onChange={(event) => show(Number(event.target.value))}>
                {Array.from({ length: newest }, (_, index) => newest - index).map((number) => (
                  <option key={number} value={number}>
                    Version {number}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label="Reason" hint="Kept in the audit trail.">
              <Input maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
            </Field>
          </div>
        )}
      </div>
    </DialogContent>
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

type SaveParts = { view: RemapView | null; save: RemapActions["save"]; onDone: () => void };

function useSave({ view, save, onDone }: SaveParts) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, start] = useTransition();
  const submit = () => {
    if (view === null) return;
    if (reason.trim().length < 3) {
      setRefusal("Say why, in at least three letters.");
      return;
    }
    start(async () => {
      const { version, exchangeId } = view;
      const result = await save({ version, exchangeId, reason: reason.trim() }).catch(() => null);
      if (result?.ok) {
        toast.success(`Saved as version ${version} reads it`);
        onDone();
        return;
      }
      setRefusal(result?.message ?? UNREACHED);
    });
  };
  return { reason, setReason, refusal, isSaving, submit };
}
