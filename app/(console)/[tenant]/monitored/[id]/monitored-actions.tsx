import { CancelDialog } from "@/components/check/cancel-dialog";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { RoleGate } from "@/components/ui/role-gate";
import type { CancelPlan } from "@/lib/services/checks";
import type { MonitoredDetail } from "@/lib/services/monitored";
import { cancel } from "../../checks/[id]/actions";
import { pause, poll, resume } from "./actions";

type MonitoredActionsProps = {
  tenant: string;
  item: MonitoredDetail;
  /** What a cancel means for the provider. */
  plan: CancelPlan;
  missingRole: string | null;
};

/** What a person can do while monitoring goes on; only what would work now. */
export function MonitoredActions({ tenant, item, plan, missingRole }: MonitoredActionsProps) {
  const { id, state, pollRefusal } = item;
  const isPaused = state === "monitoring" && item.monitoringPausedAt !== null;
  const canPause = state === "monitoring" && !isPaused;
  const canPoll = pollRefusal === null;
  return (
    <RoleGate missingRole={missingRole}>
      <CancelDialog plan={plan} cancel={cancel.bind(null, { tenant, checkId: id })}>
        <Button>Cancel monitoring…</Button>
      </CancelDialog>
      {canPause && <PauseDialog act={pause.bind(null, { tenant, id })} />}
      {canPoll && (
        <ReasonDialog
          title="Ask the provider now"
          description="One call goes out at once instead of at its time; it may cost what a poll costs. The schedule goes on from there."
          confirm="Poll now"
          done="The provider is asked now"
          act={poll.bind(null, { tenant, id })}
        >
          <Button variant="primary">Poll now…</Button>
        </ReasonDialog>
      )}
      {isPaused && <ResumeDialog act={resume.bind(null, { tenant, id })} />}
    </RoleGate>
  );
}

type Act = (reason: string) => ReturnType<typeof pause>;

function PauseDialog({ act }: { act: Act }) {
  return (
    <ReasonDialog
      title="Pause the monitoring"
      description="Nobody asks the provider, and what it tells us by webhook is kept unread, until somebody resumes it. Updates that are there already still go to Maxsight, which is not told of the pause."
      confirm="Pause monitoring"
      done="The monitoring is paused"
      isReasonNeeded
      act={act}
    >
      <Button>Pause…</Button>
    </ReasonDialog>
  );
}

function ResumeDialog({ act }: { act: Act }) {
  return (
    <ReasonDialog
      title="Resume the monitoring"
      description="Webhooks that were kept are read now, oldest first. A provider that is polled is asked at once, which may cost what a poll costs."
      confirm="Resume monitoring"
      done="The monitoring goes on"
      act={act}
    >
      <Button variant="primary">Resume…</Button>
    </ReasonDialog>
  );
}
