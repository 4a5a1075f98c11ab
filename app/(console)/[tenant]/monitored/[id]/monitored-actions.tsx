import { CancelDialog } from "@/components/check/cancel-dialog";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { cancel } from "../../checks/[id]/actions";
import { poll } from "./actions";

/** What a person can do while monitoring goes on. */
export function MonitoredActions({ tenant, id }: { tenant: string; id: string }) {
  return (
    <>
      <CancelDialog cancel={cancel.bind(null, { tenant, checkId: id })}>
        <Button>Cancel monitoring…</Button>
      </CancelDialog>
      <ReasonDialog
        title="Ask the provider now"
        description="One call goes out at once instead of at its time; it may cost what a poll costs. The schedule goes on from there."
        confirm="Poll now"
        done="The provider is asked now"
        act={poll.bind(null, { tenant, id })}
      >
        <Button variant="primary">Poll now…</Button>
      </ReasonDialog>
    </>
  );
}
