import { CancelDialog } from "@/components/check/cancel-dialog";
import { RemapDialog } from "@/components/check/remap-dialog";
import { TEMPLATE_PHRASES, TYPE_NAMES } from "@/components/check/check-words";
import { ResendDialog } from "@/components/notification/resend-dialog";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { RoleGate } from "@/components/ui/role-gate";
import { MonoId } from "@/components/ui/mono-id";
import { isFinalCheckState } from "@/lib/protocol/states";
import type { CheckDetail } from "@/lib/services/checks";
import { cancel, resend } from "./actions";
import { callAgain, previewMapping, saveMapping } from "./again-actions";

type CheckHeaderProps = { tenant: string; check: CheckDetail; missingRole: string | null };

/** Which check this is, and what can be done with it. */
export function CheckHeader({ tenant, check, missingRole }: CheckHeaderProps) {
  const newest = check.notifications[0];
  const isOpen = !isFinalCheckState(check.state);
  const place = { tenant, checkId: check.id };
  return (
    <PageHeader
      title="Check"
      aside={<MonoId isWhole isLarge id={check.maxsightId} label="Maxsight check id" />}
      description={`${TYPE_NAMES[check.checkType]}, ${TEMPLATE_PHRASES[check.checkTemplate]}, through ${check.provider.name} (version ${check.version})${check.isDemo ? ", with demo data" : ""}.`}
      actions={
        <RoleGate missingRole={missingRole}>
          {check.cancelPlan && (
            <CancelDialog plan={check.cancelPlan} cancel={cancel.bind(null, place)}>
              <Button>Cancel…</Button>
            </CancelDialog>
          )}
          {!check.isDemo && (
            <RemapDialog preview={previewMapping.bind(null, place)} save={saveMapping.bind(null, place)}>
              <Button>Re-run mapping…</Button>
            </RemapDialog>
          )}
          {!check.isDemo && isOpen && (
            <ReasonDialog
              title="Call the provider again"
              description="Sends this check to the provider once more with the same input, as a new request: it may bill, and leave a second footprint with its subject. Resending a notification or re-running the mapping costs nothing."
              confirm="Call provider"
              done="The provider was called; its answer is in the timeline"
              isDangerous
              isReasonNeeded
              act={callAgain.bind(null, place)}
            >
              <Button>Call provider again…</Button>
            </ReasonDialog>
          )}
          {newest && (
            <ResendDialog
              attempts={newest.attempts}
              isFetched={newest.fetchedAt !== null}
              resend={resend.bind(null, { tenant, notificationId: newest.id })}
            >
              <Button variant="primary" data-shortcut="r">
                Resend notification…
              </Button>
            </ResendDialog>
          )}
        </RoleGate>
      }
    />
  );
}
