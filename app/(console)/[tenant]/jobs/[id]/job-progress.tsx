import { Card } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatShare } from "@/lib/format/text";
import type { JobDetail } from "@/lib/services/jobs";

/** How far the job is, how fast it goes, and what came of it so far. */
export function JobProgress({ job }: { job: JobDetail }) {
  const { processed, total } = job;
  return (
    <Card className="px-3.5 py-3">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm">
        <output className="font-medium">
          {formatCount(processed)} of {formatCount(total)}{" "}
          <span className="font-normal text-muted">({formatShare(total === 0 ? 1 : processed / total)})</span>
        </output>
        <span className="text-muted">{paceText(job)}</span>
      </div>
      <Progress value={processed} max={total} label="Items done" />
      <dl className="mt-3 flex flex-wrap gap-x-7 gap-y-2 text-sm">
        <Figure label="Succeeded" value={job.succeeded} />
        <Figure label="Failed" value={job.failed} isBad={job.failed > 0} />
        <Figure label="Skipped" value={job.skipped} />
        <Figure label="Pending" value={job.pending} />
      </dl>
    </Card>
  );
}

function Figure({ label, value, isBad = false }: { label: string; value: number; isBad?: boolean }) {
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd className={isBad ? "font-medium text-bad" : "font-medium"}>{formatCount(value)}</dd>
    </div>
  );
}

function paceText(job: JobDetail): string {
  const { kind, state, measuredRate, remainingMs, ratePerSecond, startsAt, createdAt } = job;
  const most = `at most ${ratePerSecond} a second for each ${kind === "resend" ? "host" : "provider"}`;
  if (state === "paused") return `paused · ${most}`;
  const isLater = startsAt !== null && startsAt > createdAt;
  if (state === "ready") return `waits for ${isLater ? "its time" : "a worker"} · ${most}`;
  if (state !== "running") return most;
  const left = remainingMs === null ? "" : ` · ${formatDuration(remainingMs)} left`;
  return `${measuredRate} a second now${left} · ${most}`;
}
