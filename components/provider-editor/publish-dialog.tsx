"use client";
import { type ReactNode, useState, useTransition } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import type { ContractChanges } from "@/lib/protocol/contract-changes";
import { ContractNotes } from "./contract-notes";
import { DiffView } from "@/components/ui/diff-view";
import type { PublishDefinition } from "./editor-types";

type PublishDialogProps = {
  children: ReactNode;
  /** The version that is published now. */
  version: number;
  before: string;
  after: string;
  contract: ContractChanges;
  publish: (note: string) => ReturnType<PublishDefinition>;
  onPublished: () => void;
};

/** The last look: what Maxsight notices, every line that changes, and a note for those who read the history. */
export function PublishDialog({ children, ...content }: PublishDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {isOpen && <PublishContent {...content} onDone={() => setIsOpen(false)} />}
    </Dialog>
  );
}

type PublishContentProps = Omit<PublishDialogProps, "children"> & { onDone: () => void };

function PublishContent(props: PublishContentProps) {
  const { version, before, after, contract } = props;
  const [note, setNote] = useState("");
  const { submit, refusal, isActing } = usePublish(props, note);
  return (
    <DialogContent
      title={`Publish version ${version + 1}`}
      description="New checks use it at once. Checks that run already keep the version they began with."
      className="md:w-[min(860px,calc(100vw-32px))]"
      footer={
        <>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button variant="primary" onClick={submit} isPending={isActing}>
            Publish version {version + 1}
          </Button>
        </>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {refusal && (
          <Callout tone="bad" isAlert>
            {refusal}
          </Callout>
        )}
        <ContractNotes contract={contract} />
        <DiffView
          before={before}
          after={after}
          label={`version ${version} and your text`}
          className="max-h-[36dvh]"
        />
        <Field label="Note" note="optional" hint="Why it changed; shown in the list of versions.">
          <Input maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </div>
    </DialogContent>
  );
}

function usePublish({ publish, onPublished, onDone }: PublishContentProps, note: string) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isActing, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await publish(note.trim()).catch(() => null);
      if (result?.ok) {
        toast.success(`Version ${result.data.version} published`);
        onDone();
        onPublished();
        return;
      }
      setRefusal(result?.message ?? "Gatehouse could not be reached. Your text is kept; try again.");
    });
  return { submit, refusal, isActing };
}
