import Link from "next/link";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { RUN_WORDS, type RunItem } from "./validation-item";

type RunHistoryProps = {
  runs: readonly RunItem[];
  /** The one that is shown. */
  shownId: string | null;
  /** Where a run is shown: the page itself, with `?run=`. */
  path: string;
};

/** The runs of a provider, newest first; each leads to its results. */
export function RunHistory({ runs, shownId, path }: RunHistoryProps) {
  if (runs.length === 0) return null;
  return (
    <Card className="min-w-0 overflow-clip">
      <CardHeader title="History" note="newest first" />
      <ol className="divide-y divide-line">
        {runs.map((run, index) => (
          <li key={run.id}>
            <RunRow
              run={run}
              isShown={run.id === shownId}
              href={index === 0 ? path : `${path}?run=${run.id}`}
            />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function RunRow({ run, isShown, href }: { run: RunItem; isShown: boolean; href: string }) {
  const { tone, word } = RUN_WORDS[run.state];
  return (
    <Link
      href={href}
      scroll={false}
      {...(isShown ? { "aria-current": "true" as const } : {})}
      className={cn(
        "grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 px-3.5 py-2 text-sm transition-colors focus-visible:-outline-offset-2",
        isShown ? "bg-accent-weak" : "hover:bg-sunken",
      )}
    >
      <Status tone={tone} isLive={run.state === "running"}>
        {word} <span className="text-muted">· version {run.version}</span>
      </Status>
      <Time at={run.createdAt} isFocusable={false} className="text-right text-muted" />
      <span className="col-span-2 truncate pl-4 text-xs text-muted">
        {run.passed} passed{run.failed > 0 && `, ${run.failed} failed`} · {run.actor}
      </span>
    </Link>
  );
}
