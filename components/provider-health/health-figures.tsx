import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatShare } from "@/lib/format/text";
import type { HealthItem } from "./health-item";

/** The day in five figures. */
export function HealthFigures({ health }: { health: HealthItem }) {
  const { started, results, errors, p50ResultMs, p95ResultMs, lastResultAt } = health;
  const finished = results + errors;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      <Figure label="Checks started" value={formatCount(started)} />
      <Figure
        label="Ended in errors"
        value={finished === 0 ? "—" : formatShare(errors / finished)}
        {...(finished > 0 ? { note: `${formatCount(errors)} of ${formatCount(finished)}` } : {})}
      />
      <Figure label="Time to result, p50" value={duration(p50ResultMs)} />
      <Figure label="Time to result, p95" value={duration(p95ResultMs)} />
      <Figure label="Last result" value={<Time at={lastResultAt} absent="none" />} />
    </dl>
  );
}

const duration = (ms: number | null) => (ms === null ? "—" : formatDuration(ms));

function Figure({ label, value, note }: { label: string; value: ReactNode; note?: string }) {
  return (
    <Card className="px-3.5 py-2.5">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="text-lg font-semibold tabular-nums">
        {value}
        {note && <span className="ml-2 text-xs font-normal text-muted">{note}</span>}
      </dd>
    </Card>
  );
}
