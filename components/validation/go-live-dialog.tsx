"use client";
import { useState, useTransition, type ReactNode } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";

type GoLiveDialogProps = {
  /** What makes it open. */
  children: ReactNode;
  name: string;
  version: number;
  /** Whether the published version passed its last validation. */
  isGreen: boolean;
  /** `reason` null: without an override. */
  goLive: (reason: string | null) => Promise<Confirmed>;
};

const UNREACHABLE: Confirmed = {
  ok: false,
  message: "Gatehouse could not be reached. Nothing was changed; try again.",
};

/** Makes a provider live once its version is green, or on a person's word with a reason. */
export function GoLiveDialog({ children, ...rest }: GoLiveDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      {isOpen && <GoLiveContent {...rest} onDone={() => setIsOpen(false)} />}
    </Dialog>
  );
}

type ContentProps = Omit<GoLiveDialogProps, "children"> & { onDone: () => void };

function GoLiveContent({ name, version, isGreen, goLive, onDone }: ContentProps) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isActing, start] = useTransition();
  const submit = () =>
    start(async () => {
      if (!isGreen && reason.trim().length < 3) {
        setRefusal("Say why it goes live without a passed validation, in at least three letters.");
        return;
      }
      const result = await goLive(isGreen ? null : reason.trim()).catch(() => UNREACHABLE);
      if (!result.ok) {
        setRefusal(result.message);
        return;
      }
      onDone();
      toast.success(`${name} is live`);
    });
  return (
    <DialogContent
      title={`Go live: ${name}`}
      description={
        isGreen
          ? `Version ${version} passed its validation. It takes live checks from now on.`
          : `Version ${version} has not passed its validation, so Maxsight may refuse it. Run the validation first, or say why it goes live all the same.`
      }
      footer={
        <>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button variant={isGreen ? "primary" : "danger"} onClick={submit} isPending={isActing}>
            {isGreen ? "Go live" : "Go live without it"}
          </Button>
        </>
      }
    >
      {(refusal !== null || !isGreen) && (
        <div className="grid gap-3">
          {refusal && (
            <Callout tone="bad" isAlert>
              {refusal}
            </Callout>
          )}
          {!isGreen && (
            <Field label="Reason" hint="Kept in the audit trail.">
              <Textarea
                rows={2}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
          )}
        </div>
      )}
    </DialogContent>
  );
}
