import type { Metadata } from "next";
import { CallTable } from "@/components/check/call-table";
import { CheckTabs } from "@/components/check/check-tabs";
import { AttemptList } from "@/components/notification/attempt-list";
import { ProofBand } from "@/components/proof-band/proof-band";
import { CheckSignatures } from "@/components/signature/check-signatures";
import { Timeline } from "@/components/timeline/timeline";
import { LiveRefresh } from "@/components/live/live-refresh";
import { isFinalCheckState } from "@/lib/protocol/states";
import { type CheckDetail, getCheck } from "@/lib/services/checks";
import { openConsole } from "../../../open-console";
import { missingRole } from "../../../missing-role";
import { orNotFound } from "../../../or-not-found";
import { toAttemptItems } from "../../notifications/attempt-items";
import { loadExchange, loadSignatures } from "./actions";
import { CheckFacts } from "./check-facts";
import { CheckHeader } from "./check-header";
import { CheckWait } from "./check-wait";
import { proofSteps } from "./proof-steps";
import { openWait, timelineItems } from "./timeline-view";

type CheckPageProps = { params: Promise<{ tenant: string; id: string }> };

export async function generateMetadata({ params }: CheckPageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: `Check ${id.slice(0, 8)}` };
}

export default async function CheckPage({ params }: CheckPageProps) {
  const { tenant, id } = await params;
  const { ctx, tenant: membership } = await openConsole(tenant);
  const check = await orNotFound(getCheck(ctx, { id }));
  const attempts = check.notifications.flatMap((notification) => notification.attemptRows);
  const load = loadExchange.bind(null, { tenant, checkId: check.id });
  return (
    <>
      <CheckHeader tenant={tenant} check={check} missingRole={missingRole(membership, "checks:write")} />
      <ProofBand steps={proofSteps(check)} />
      {check.wait && <CheckWait wait={check.wait} />}
      <CheckFacts tenant={tenant} check={check} />
      <CheckTabs
        counts={{ calls: check.exchanges.length, notifications: attempts.length }}
        timeline={
          <Timeline
            items={timelineItems(check)}
            providerName={check.provider.name}
            openWait={openWait(check)}
            loadExchange={load}
          />
        }
        calls={
          <CallTable
            calls={check.exchanges.map((exchange) => ({
              ...exchange,
              at: exchange.startedAt.toISOString(),
              peer: exchange.peer === "maxsight" ? "Maxsight" : check.provider.name,
            }))}
          />
        }
        notifications={<AttemptList attempts={toAttemptItems(attempts)} loadExchange={load} />}
        signature={
          <CheckSignatures
            callCount={check.exchanges.length}
            load={loadSignatures.bind(null, { tenant, checkId: check.id })}
          />
        }
      />
      {!isSettled(check, ctx.now()) && <LiveRefresh on={["checks", "notifications"]} />}
    </>
  );
}

/** The last exchange is written a moment after the check has ended. */
const SETTLES_MS = 60_000;

function isSettled({ state, finishedAt }: Pick<CheckDetail, "state" | "finishedAt">, now: Date): boolean {
  return isFinalCheckState(state) && now.getTime() - (finishedAt?.getTime() ?? 0) > SETTLES_MS;
}
