"use client";
import { useState, useTransition, type ReactNode } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import type { GateItem } from "./validation-item";

type GoLiveDialogProps = {
  /** What makes it open. */
  children: ReactNode;
  name: string;
  /** What it is now: a live one is kept live. */
  from: "draft" | "paused" | "live";
  gate: GateItem;
  /** `reason` null: without an override. */
  goLive: (reason: string | null) => Promise<Confirmed>;
};

const UNREACHABLE: Confirmed = {
  ok: false,
  message: "Gatehouse could not be reached. Nothing was changed; try again.",
};

/** Makes a provider live, or keeps it live, once its version is green or on a person's word with a reason. */
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

/** Not green: the button is red, and a reason is asked for. */
function words({ name, from, gate: { version, result } }: Pick<GoLiveDialogProps, "name" | "from" | "gate">) {
  const verb = from === "draft" ? "Go live" : from === "paused" ? "Resume" : "Keep it live";
  const found =
    result === "failed"
      ? `Version ${version} failed its last validation`
      : `Version ${version} has not been validated`;
  const then = from === "live" ? "stays live" : "goes live";
  return {
    title: `${from === "live" ? "Keep live" : verb}: ${name}`,
    description:
      result === "passed"
        ? `Version ${version} passed its validation. It takes live checks from now on.`
        : `${found}, so Maxsight may refuse it. Run the validation first, or say why it ${then} all the same. What you say counts for this version.`,
    confirm: result === "passed" || from === "live" ? verb : `${verb} without it`,
    refusal: `Say why it ${then} without a passed validation, in at least three letters.`,
    done: from === "live" ? `${name} stays live` : `${name} is live`,
  };
}

function GoLiveContent({ name, from, gate, goLive, onDone }: ContentProps) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isActing, start] = useTransition();
  const isGreen = gate.result === "passed";
  const said = words({ name, from, gate });
  const submit = () =>
    start(async () => {
      if (!isGreen && reason.trim().length < 3) {
        setRefusal(said.refusal);
        return;
      }
      const result = await goLive(isGreen ? null : reason.trim()).catch(() => UNREACHABLE);
      if (!result.ok) {
        setRefusal(result.message);
        return;
      }
      onDone();
      toast.success(said.done);
    });
  return (
    <DialogContent
      title={said.title}
      description={said.description}
      footer={
        <>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button variant={isGreen ? "primary" : "danger"} onClick={submit} isPending={isActing}>
            {said.confirm}
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
          {!isGreen && <ReasonField reason={reason} onChange={setReason} />}
        </div>
      )}
    </DialogContent>
  );
}

function ReasonField({ reason, onChange }: { reason: string; onChange: (reason: string) => void }) {
  return (
    <Field label="Reason" hint="Kept in the audit trail and shown on the provider.">
      <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
