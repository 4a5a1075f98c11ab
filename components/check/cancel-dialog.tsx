"use client";
import type { ReactNode } from "react";
import { Callout } from "@/components/ui/callout";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import type { CancelPlan } from "@/lib/services/checks";

type CancelDialogProps = {
  children: ReactNode;
  /** What it means for the provider. */
  plan: CancelPlan;
  cancel: (reason: string) => Promise<Confirmed>;
};

/** Ends a check for good, with a reason; says whether the provider is told, and how. */
export function CancelDialog({ children, plan, cancel }: CancelDialogProps) {
  return (
    <ReasonDialog
      title="Cancel this check"
      description="It ends here for good: no notification follows. Maxsight keeps waiting for it until its own timeout."
      fields={<Callout tone={plan.isTold ? "none" : "wait"}>{plan.sentence}</Callout>}
      confirm="Cancel check"
      done="Check cancelled"
      isDangerous
      isReasonNeeded
      act={cancel}
    >
      {children}
    </ReasonDialog>
  );
}
