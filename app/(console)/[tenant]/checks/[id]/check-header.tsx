import { CancelDialog } from "@/components/check/cancel-dialog";
import { TEMPLATE_PHRASES, TYPE_NAMES } from "@/components/check/check-words";
import { ResendDialog } from "@/components/notification/resend-dialog";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { MonoId } from "@/components/ui/mono-id";
import { isFinalCheckState } from "@/lib/protocol/states";
import type { CheckDetail } from "@/lib/services/checks";
import { cancel, resend } from "./actions";

type CheckHeaderProps = { tenant: string; check: CheckDetail; canAct: boolean };

/** Which check this is, and what can be done with it. */
export function CheckHeader({ tenant, check, canAct }: CheckHeaderProps) {
  const newest = check.notifications[0];
  const isOpen = !isFinalCheckState(check.state);
  return (
    <PageHeader
      title="Check"
      aside={<MonoId isWhole isLarge id={check.maxsightId} label="Maxsight check id" />}
      description={`${TYPE_NAMES[check.checkType]}, ${TEMPLATE_PHRASES[check.checkTemplate]}, through ${check.provider.name} (version ${check.version})${check.isDemo ? ", with demo data" : ""}.`}
      actions={
        canAct && (
          <>
            {isOpen && (
              <CancelDialog cancel={cancel.bind(null, { tenant, checkId: check.id })}>
                <Button>Cancel…</Button>
              </CancelDialog>
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
          </>
        )
      }
    />
  );
}
