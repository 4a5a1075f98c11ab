import type { Metadata } from "next";
import { AttemptList } from "@/components/notification/attempt-list";
import { ResendDialog } from "@/components/notification/resend-dialog";
import { StopDialog } from "@/components/notification/stop-dialog";
import { ProofBand } from "@/components/proof-band/proof-band";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { LiveRefresh } from "@/components/live/live-refresh";
import { MonoId } from "@/components/ui/mono-id";
import { RoleGate } from "@/components/ui/role-gate";
import { plural } from "@/lib/format/text";
import type { NotificationState } from "@/lib/protocol/states";
import { getNotification } from "@/lib/services/notifications";
import { openConsole } from "../../../open-console";
import { missingRole } from "../../../missing-role";
import { orNotFound } from "../../../or-not-found";
import { toAttemptItems } from "../attempt-items";
import { loadExchange, resend, stop } from "./actions";
import { deliverySteps } from "./delivery-steps";
import { NotificationFacts } from "./notification-facts";

type NotificationPageProps = { params: Promise<{ tenant: string; id: string }> };

export async function generateMetadata({ params }: NotificationPageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: `Notification ${id.slice(0, 8)}` };
}

/** Why a notification in this state was never sent; others are about to be. */
const WHY_NONE: Partial<Record<NotificationState, string>> = {
  parked: "The breaker of its host is open. The first attempt goes out when a probe of the host goes well.",
  suppressed: "A person stopped it before the first attempt. A resend sends it all the same.",
  cancelled: "What it tells of was ended before the first attempt.",
  fetched: "Maxsight fetched the result before it had to be told.",
};

export default async function NotificationPage({ params }: NotificationPageProps) {
  const { tenant, id } = await params;
  const { ctx, tenant: membership } = await openConsole(tenant);
  const notification = await orNotFound(getNotification(ctx, { id }));
  const { attempts, fetchedAt, provider, state, nextAttemptAt } = notification;
  const place = { tenant, notificationId: notification.id };
  return (
    <>
      <PageHeader
        title="Notification"
        aside={<MonoId isWhole isLarge id={notification.id} label="notification id" />}
        description={`Tells Maxsight that a result of ${provider.name} is there. ${plural(attempts, "attempt")} so far.`}
        actions={
          <RoleGate missingRole={missingRole(membership, "notifications:write")}>
            {nextAttemptAt !== null && (
              <StopDialog isAcknowledged={state === "acknowledged"} stop={stop.bind(null, place)} />
            )}
            <ResendDialog
              attempts={attempts}
              isFetched={fetchedAt !== null}
              resend={resend.bind(null, place)}
            >
              <Button variant="primary" data-shortcut="r">
                Resend notification…
              </Button>
            </ResendDialog>
          </RoleGate>
        }
      />
      <ProofBand steps={deliverySteps(notification)} />
      <NotificationFacts tenant={tenant} notification={notification} />
      <h2 className="mb-2.5 text-sm font-semibold">Attempts</h2>
      <AttemptList
        attempts={toAttemptItems(notification.attemptRows)}
        loadExchange={loadExchange.bind(null, { tenant, checkId: notification.check.id })}
        whyNone={WHY_NONE[state]}
      />
      {fetchedAt === null && <LiveRefresh on={["notifications"]} />}
    </>
  );
}
