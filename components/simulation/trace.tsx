"use client";
import { useId, useMemo } from "react";
import { parseAsInteger, useQueryState } from "nuqs";
import { Card } from "@/components/ui/card";
import { Callout } from "@/components/ui/callout";
import { Label, Select } from "@/components/ui/field";
import { Since } from "@/components/ui/time";
import { useTimeSettings } from "@/components/ui/time-context";
import { formatZone } from "@/lib/format/clock";
import { itemsOf, type TraceItem } from "./trace-item";
import { ROW, TraceLines } from "./trace-lanes";
import { type LoadCall, TraceRow } from "./trace-rows";
import { useTrace } from "./use-trace";

type TraceProps = {
  first: readonly TraceItem[];
  isRunning: boolean;
  /** Streams what follows. */
  eventsUrl: string;
  integrationName: string;
  checks: number;
  droppedSteps: number;
  loadCall: LoadCall;
};

/** What happens, as it happens: two lanes, one row for each call, Maxsight's states on its own line. */
export function Trace(props: TraceProps) {
  const { first, isRunning, eventsUrl, integrationName, checks, droppedSteps, loadCall } = props;
  const { items, isLost } = useTrace({ first, isRunning, url: eventsUrl });
  const [check, setCheck] = useQueryState("check", parseAsInteger);
  const shown = useMemo(() => itemsOf(items, check), [items, check]);
  const last = items.at(-1);
  return (
    <section aria-label="Trace" className="grid min-w-0 gap-2.5">
      {checks > 1 && <CheckPicker checks={checks} value={check} onChange={(value) => void setCheck(value)} />}
      <Card className="@container min-w-0 overflow-clip">
        <h2 className="sr-only">Trace</h2>
        <LaneHeads integrationName={integrationName} />
        <ol aria-label="Steps" className="divide-y divide-line @xl:divide-y-0">
          {shown.map((item) => (
            <li key={item.seq}>
              <TraceRow item={item} hasNumbers={checks > 1 && check === null} loadCall={loadCall} />
            </li>
          ))}
          {isRunning && <Now since={last?.at ?? null} />}
        </ol>
      </Card>
      {isLost && (
        <Callout tone="wait">The live view lost its connection and tries again. The run goes on.</Callout>
      )}
      {droppedSteps > 0 && (
        <Callout tone="wait">{droppedSteps} later steps are not kept: the trace is full.</Callout>
      )}
    </section>
  );
}

type CheckPickerProps = { checks: number; value: number | null; onChange: (value: number | null) => void };

function CheckPicker({ checks, value, onChange }: CheckPickerProps) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <Label htmlFor={id}>Show</Label>
      <Select
        id={id}
        className="w-40"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? null : Number(event.target.value))}
      >
        <option value="">all {checks} checks</option>
        {Array.from({ length: checks }, (_, index) => (
          <option key={index + 1} value={index + 1}>
            check {index + 1}
          </option>
        ))}
      </Select>
    </div>
  );
}

function LaneHeads({ integrationName }: { integrationName: string }) {
  const { zone } = useTimeSettings();
  return (
    <div className="sticky top-12 z-20 flex h-8 items-center border-b border-line bg-surface px-3.5 text-xs text-muted @xl:grid @xl:grid-cols-[112px_minmax(0,1fr)_76px] @xl:px-0">
      <span className="@xl:px-3.5">{formatZone(zone)}</span>
      <span aria-hidden="true" className="hidden min-w-0 justify-between gap-3 font-medium text-ink @xl:flex">
        <span className="shrink-0">Simulated Maxsight</span>
        <span className="truncate" title={integrationName}>
          {integrationName}
        </span>
      </span>
      <span className="ml-auto @xl:px-3.5 @xl:text-right">Took</span>
    </div>
  );
}

function Now({ since }: { since: string | null }) {
  return (
    <li className={ROW}>
      <span className="text-xs text-muted @xl:px-3.5 @xl:font-mono">now</span>
      <span className="relative min-w-0 self-stretch text-center text-xs text-muted @max-xl:hidden">
        <TraceLines />
      </span>
      <span className="font-mono text-xs text-muted @xl:px-3.5 @xl:text-right">
        {since && <Since at={since} />}
      </span>
    </li>
  );
}
