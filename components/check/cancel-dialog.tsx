"use client";
import { useState, useTransition, type ReactNode } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";

export type CancelResult = { is: "cancelled" } | { is: "refused"; text: string };

type CancelDialogProps = { children: ReactNode; cancel: (reason: string) => Promise<CancelResult> };

/** Ends a check for good, with a reason. */
export function CancelDialog({ children, cancel }: CancelDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isCancelling, start] = useTransition();
  const submit = () =>
    start(async () => {
      const result = await cancel(reason).catch(() => null);
      if (result?.is === "cancelled") {
        setIsOpen(false);
        toast.success("Check cancelled");
        return;
      }
      setRefusal(result?.text ?? "Gatehouse could not be reached. The check goes on; try again.");
    });
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent
        title="Cancel this check"
        description="It ends here for good: no notification follows, and the provider is told where its definition says how. Maxsight keeps waiting for it until its own timeout."
        footer={
          <>
            <DialogClose asChild>
              <Button>Keep it</Button>
            </DialogClose>
            <Button variant="danger" onClick={submit} isPending={isCancelling}>
              {isCancelling ? "Cancelling…" : "Cancel check"}
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
          <Field label="Reason" hint="Kept in the audit trail.">
            <Textarea
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </div>
      </DialogContent>
    </Dialog>
  );
}
