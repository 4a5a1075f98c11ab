"use client";
import { useState, useTransition, type ReactNode } from "react";
import { toast } from "sonner";
import { Button } from "./button";
import { Callout } from "./callout";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "./dialog";
import { Field, Textarea } from "./field";

export type Confirmed = { ok: true } | { ok: false; message: string };

type ReasonDialogProps = {
  /** What makes it open; without it the caller holds `isOpen`. */
  children?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  /** What will happen, to how many, and what it costs. */
  description: ReactNode;
  /** More to decide, above the reason. */
  fields?: ReactNode;
  /** The verb. */
  confirm: string;
  /** Said when it is done. */
  done: string;
  isDangerous?: boolean;
  /** At least three letters; otherwise the reason is optional. */
  isReasonNeeded?: boolean;
  /** False where the decision is not kept with a reason; see `ConfirmDialog`. */
  isReasonAsked?: boolean;
  /** There is nothing to confirm (yet); `fields` say why. */
  isBlocked?: boolean;
  className?: string;
  act: (reason: string) => Promise<Confirmed>;
};

/** One decision with a reason for the audit trail. Stays open and says why when it was refused. */
export function ReasonDialog({ children, isOpen, onOpenChange, ...content }: ReasonDialogProps) {
  const [isOpenHere, setIsOpenHere] = useState(false);
  const setOpen = onOpenChange ?? setIsOpenHere;
  const isShown = isOpen ?? isOpenHere;
  return (
    <Dialog open={isShown} onOpenChange={setOpen}>
      {children && <DialogTrigger asChild>{children}</DialogTrigger>}
      {isShown && <ReasonContent {...content} onDone={() => setOpen(false)} />}
    </Dialog>
  );
}

type ReasonContentProps = Omit<ReasonDialogProps, "children" | "isOpen" | "onOpenChange"> & {
  onDone: () => void;
};

function ReasonContent(props: ReasonContentProps) {
  const { title, description, fields, confirm, isDangerous = false, isReasonNeeded = false } = props;
  const { isReasonAsked = true, isBlocked = false, className = "" } = props;
  const { reason, setReason, refusal, isActing, submit } = useReason(props);
  return (
    <DialogContent
      title={title}
      description={description}
      className={className}
      footer={
        <>
          <DialogClose asChild>
            <Button>Not now</Button>
          </DialogClose>
          <Button
            variant={isDangerous ? "danger" : "primary"}
            onClick={submit}
            isPending={isActing}
            disabled={isBlocked}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {refusal && (
          <Callout tone="bad" isAlert>
            {refusal}
          </Callout>
        )}
        {fields}
        {isReasonAsked && (
          <Field
            label="Reason"
            hint="Kept in the audit trail."
            {...(isReasonNeeded ? {} : { note: "optional" })}
          >
            <Textarea
              rows={2}
              maxLength={500}
              required={isReasonNeeded}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        )}
      </div>
    </DialogContent>
  );
}

const SHORTEST = 3;

function useReason({ act, done, onDone, isReasonNeeded = false }: ReasonContentProps) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isActing, start] = useTransition();
  const submit = () => {
    const text = reason.trim();
    if (text.length < SHORTEST && (isReasonNeeded || text !== "")) {
      setRefusal("Say why, in at least three letters.");
      return;
    }
    start(async () => {
      const result = await act(text).catch(() => null);
      if (result?.ok) {
        onDone();
        toast.success(done);
        return;
      }
      setRefusal(result?.message ?? "Gatehouse could not be reached. Nothing was changed; try again.");
    });
  };
  return { reason, setReason, refusal, isActing, submit };
}
