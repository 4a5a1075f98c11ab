"use client";
import { Button } from "@/components/ui/button";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { plural } from "@/lib/format/text";
import type { JobState } from "./job-view";

export type SteerJob = (action: "pause" | "resume" | "cancel", reason: string) => Promise<Confirmed>;

type JobActionsProps = { state: JobState; pending: number; steer: SteerJob };

/** Pause, resume, cancel: what the state allows. */
export function JobActions({ state, pending, steer }: JobActionsProps) {
  if (state === "done" || state === "cancelled") return null;
  return (
    <>
      <ReasonDialog
        title="Cancel this job"
        description={`${plural(pending, "item")} not done yet will be skipped for good. What was done stays done.`}
        confirm="Cancel job"
        done="Job cancelled"
        isDangerous
        act={(reason) => steer("cancel", reason)}
      >
        <Button>Cancel job…</Button>
      </ReasonDialog>
      {state === "paused" ? (
        <ReasonDialog
          title="Resume this job"
          description={`It goes on with the ${plural(pending, "item")} that are left.`}
          confirm="Resume job"
          done="Job resumed"
          act={(reason) => steer("resume", reason)}
        >
          <Button variant="primary">Resume job…</Button>
        </ReasonDialog>
      ) : (
        <ReasonDialog
          title="Pause this job"
          description="Items under way are finished, then it stops. Nothing is lost; resume goes on where it stood."
          confirm="Pause job"
          done="Job paused"
          act={(reason) => steer("pause", reason)}
        >
          <Button variant="primary">Pause job…</Button>
        </ReasonDialog>
      )}
    </>
  );
}
