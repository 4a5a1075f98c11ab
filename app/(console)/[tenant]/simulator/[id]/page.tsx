import type { Metadata } from "next";
import Link from "next/link";
import { ChecksCard } from "@/components/simulation/checks-card";
import { CommandCard } from "@/components/simulation/command-card";
import { FindingsCard } from "@/components/simulation/findings-card";
import { simulateCommand } from "@/components/simulation/simulate-command";
import { Trace } from "@/components/simulation/trace";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiveRefresh } from "@/components/live/live-refresh";
import { roleHasScope } from "@/lib/services/roles";
import type { Simulation } from "@/lib/services/simulations";
import { openConsole } from "../../../open-console";
import { findRun } from "../find-run";
import { loadCall } from "./actions";
import { RunHeader } from "./run-header";
import { readSimulated, toFindings } from "./run-view";
import { toTraceItem } from "./trace-view";

export const metadata: Metadata = { title: "Simulation" };

type RunPageProps = { params: Promise<{ tenant: string; id: string }> };

export default async function RunPage({ params }: RunPageProps) {
  const { tenant, id } = await params;
  const { ctx, tenant: membership } = await openConsole(tenant);
  const run = findRun(ctx, id);
  if (run === null) return <Forgotten path={`/${tenant}/simulator`} />;
  const isRunning = run.state === "running";
  const checks = await readSimulated(ctx, run);
  return (
    <>
      <RunHeader run={run} tenant={tenant} canAct={roleHasScope(membership.role, "checks:write")} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <Trace
          key={run.id}
          // A running one is streamed from its start, so that refreshes of the page stay small.
          first={isRunning ? [] : run.steps.map((step) => toTraceItem(step, run))}
          isRunning={isRunning}
          eventsUrl={`/${tenant}/simulator/${id}/events`}
          integrationName={run.provider?.name ?? new URL(run.url).host}
          checks={run.plan.checks}
          droppedSteps={run.droppedSteps}
          loadCall={loadCall.bind(null, { tenant, id })}
        />
        <div className="grid min-w-0 gap-4 max-lg:contents">
          <div className="grid min-w-0 gap-4 max-lg:order-first">
            <ChecksCard checks={checks} checksPath={`/${tenant}/checks`} />
            <FindingsCard findings={toFindings(run)} isRunning={isRunning} isConclusive={isConclusive(run)} />
          </div>
          <CommandCard command={commandFor(run)} />
        </div>
      </div>
      {isRunning && <LiveRefresh on={["checks"]} />}
    </>
  );
}

function commandFor({ url, port, plan }: Simulation): string {
  return simulateCommand({ ...plan, url, port, hasInput: plan.checkInput !== null, hasCredentials: false });
}

/** Whether every check came to an answer that could be looked at. */
function isConclusive({ checks }: Simulation): boolean {
  return checks.every(({ state }) => state === "completed" || state === "errored");
}

function Forgotten({ path }: { path: string }) {
  return (
    <EmptyState
      level="h1"
      title="This simulation is not kept any more"
      action={
        <Button asChild variant="primary">
          <Link href={path}>Open the simulator</Link>
        </Button>
      }
    >
      Runs are kept for an hour, in the process that ran them. The checks it started are still in the list of
      checks, with both legs.
    </EmptyState>
  );
}
