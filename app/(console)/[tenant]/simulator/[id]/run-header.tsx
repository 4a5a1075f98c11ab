import Link from "next/link";
import { runWords } from "@/components/simulation/run-item";
import { StopButton } from "@/components/simulation/stop-button";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/facts";
import { Status } from "@/components/ui/status";
import { Since, Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format/duration";
import { plural } from "@/lib/format/text";
import type { Simulation } from "@/lib/services/simulations";
import { toRunItem } from "../view";
import { stop } from "./actions";

type RunHeaderProps = { run: Simulation; tenant: string; canAct: boolean };

/** What is being played, how it stands, and how to play it again. */
export function RunHeader({ run, tenant, canAct }: RunHeaderProps) {
  const item = toRunItem(run);
  const { tone, word } = runWords(item);
  const isRunning = run.state === "running";
  return (
    <>
      <PageHeader
        title="Simulation"
        aside={<span className="min-w-0 text-base break-all text-muted">{item.target}</span>}
        description={describe(run)}
        actions={
          canAct && (
            <>
              {isRunning && <StopButton stop={stop.bind(null, { tenant, id: run.id })} />}
              <Button asChild variant={isRunning ? "secondary" : "primary"}>
                <Link href={`/${tenant}/simulator?from=${run.id}`}>Change and run again</Link>
              </Button>
            </>
          )
        }
      />
      <Facts
        className="mb-4"
        facts={[
          {
            label: "State",
            value: (
              <Status tone={tone} isLive={isRunning}>
                {word}
              </Status>
            ),
          },
          { label: "Took", value: <Took run={run} /> },
          { label: "Started", value: <Time at={item.startedAt} as="moment" /> },
          { label: "By", value: run.actorLabel },
        ]}
      />
      {run.reason && (
        <Callout tone={run.state === "failed" ? "bad" : "none"} className="mb-4">
          {run.reason}
        </Callout>
      )}
    </>
  );
}

function Took({ run }: { run: Simulation }) {
  if (run.finishedAt === null) return <Since at={run.startedAt.toISOString()} />;
  return <>{formatDuration(run.finishedAt.getTime() - run.startedAt.getTime())}</>;
}

function describe({ plan, provider }: Simulation): string {
  const what = plan.demoResult === null ? "live" : `demo (${plan.demoResult})`;
  const faults = plan.faults.length === 0 ? "" : `, with ${plan.faults.join(", ")}`;
  const key = provider === null ? "" : " The key was made for this run.";
  return `${plural(plan.checks, `${what} check`)}${faults}.${key}`;
}
