"use client";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { Confirmed } from "@/components/ui/confirm-dialog";

type DismissDialogProps = {
  what: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  dismiss: (reason: string) => Promise<Confirmed>;
};

/** Takes items off the page for a stated reason; they come back when it happens again. */
export function DismissDialog({ what, isOpen, onOpenChange, dismiss }: DismissDialogProps) {
  return (
    <ReasonDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Dismiss ${what}`}
      description="Nothing is sent, changed or deleted. It leaves this page and comes back when it happens again."
      confirm="Dismiss"
      done="Dismissed"
      isReasonNeeded
      act={dismiss}
    />
  );
}
