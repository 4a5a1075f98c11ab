"use client";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ReasonDialog } from "@/components/ui/reason-dialog";

type StopDialogProps = {
  /** Maxsight took it, and is only reminded. */
  isAcknowledged: boolean;
  stop: (reason: string) => Promise<Confirmed>;
};

/** Takes what would be tried by itself away from one notification. */
export function StopDialog({ isAcknowledged, stop }: StopDialogProps) {
  const what = isAcknowledged ? "reminding" : "retrying";
  return (
    <ReasonDialog
      title={`Stop ${what}`}
      description={
        isAcknowledged
          ? "Maxsight is not reminded of this result any more. It can still fetch it, and a resend still works."
          : "Maxsight is not told of this result by itself any more. It can still fetch it; a resend works, and can start the retries anew."
      }
      confirm={`Stop ${what}`}
      done="Nothing is tried by itself any more"
      isReasonNeeded
      act={stop}
    >
      <Button>Stop {what}…</Button>
    </ReasonDialog>
  );
}
