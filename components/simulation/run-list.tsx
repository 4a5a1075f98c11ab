import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import { type RunItem, runWords, SIMULATED_WORDS } from "./run-item";

/** The runs of the last hour, newest first. */
export function RunList({ runs, path }: { runs: readonly RunItem[]; path: string }) {
  return (
    <Card className="min-w-0">
      <CardHeader title="Runs" note="of the last hour" />
      {runs.length === 0 ? (
        <p className="p-3.5 text-sm text-pretty text-muted">
          None yet. A run stays here for an hour, and its checks stay in the list of checks.
        </p>
      ) : (
        <ol className="divide-y divide-line">
          {runs.map((run) => (
            <li key={run.id}>
              <RunRow run={run} href={`${path}/${run.id}`} />
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function RunRow({ run, href }: { run: RunItem; href: string }) {
  const { tone, word } = runWords(run);
  return (
    <Link
      href={href}
      className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-3.5 py-2 text-sm transition-colors hover:bg-sunken focus-visible:-outline-offset-2"
    >
      <span className="truncate">{run.target}</span>
      <Time at={run.startedAt} isFocusable={false} className="text-right text-muted" />
      <span className="truncate text-xs text-muted">{run.what}</span>
      <Status tone={tone} isLive={run.state === "running"} className="justify-self-end text-xs">
        {run.state === "running" ? word : countsText(run)}
      </Status>
    </Link>
  );
}

function countsText(run: RunItem): string {
  if (run.state !== "finished" || run.counts.length === 0) return runWords(run).word;
  const ends = run.counts.map(({ state, count }) => `${count} ${SIMULATED_WORDS[state].word.toLowerCase()}`);
  return [...ends, ...(run.violations > 0 ? ["with violations"] : [])].join(", ");
}

/** How many checks, in words for the list: `ANY, 3 checks`. */
export function whatText(demoResult: string | null, checks: number, faults: readonly string[]): string {
  const what = `${demoResult ?? "live"}, ${plural(checks, "check")}`;
  return faults.length === 0 ? what : `${what}, ${faults.join(", ")}`;
}
