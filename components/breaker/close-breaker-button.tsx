"use client";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ReasonDialog } from "@/components/ui/reason-dialog";

export type CloseBreaker = (reason: string) => Promise<Confirmed>;

/** Lets calls leave again, on somebody's word. */
export function CloseBreakerButton({ close, name }: { close: CloseBreaker; name: string }) {
  return (
    <ReasonDialog
      title={`Close the breaker of ${name}`}
      description="Calls leave again at once. Should they still fail, it opens by the same rule: at least 10 calls in 5 minutes, 70 % of them failed."
      confirm="Close breaker"
      done="Breaker closed"
      isReasonNeeded
      act={close}
    >
      <Button size="sm" aria-label={`Close by hand… the breaker of ${name}`}>
        Close by hand…
      </Button>
    </ReasonDialog>
  );
}
