"use client";
import { useMemo } from "react";
import { Card } from "@/components/ui/card";
import { formatZone } from "@/lib/format/clock";
import { Since, Time } from "@/components/ui/time";
import { useTimeSettings } from "@/components/ui/time-context";
import type { ExchangeDetail } from "./exchange-detail";
import { ExchangeRow } from "./exchange-row";
import { Arrow, LaneLines, ROW, TimelineMessage } from "./lanes";
import { StepRow } from "./step-row";
import { foldGaps, type OpenWait, type TimelineItem } from "./timeline-items";

type TimelineProps = {
  items: readonly TimelineItem[];
  providerName: string;
  /** Null when nothing is awaited any more. */
  openWait: OpenWait | null;
  /** Reads one exchange with its bodies, masked; called when a row opens. */
  loadExchange: (exchangeId: string) => Promise<ExchangeDetail>;
};

/**
 * A sequence diagram: Maxsight, Gatehouse and the provider side by side, one row for each call, own steps on the
 * middle line, idle time folded. Narrow places get one lane with the direction in words.
 */
export function Timeline({ items, providerName, openWait, loadExchange }: TimelineProps) {
  const rows = useMemo(() => foldGaps(items), [items]);
  return (
    <Card className="@container overflow-clip">
      <h2 className="sr-only">Timeline</h2>
      <LaneHeads providerName={providerName} />
      <ol aria-label="Timeline" className="divide-y divide-line @2xl:divide-y-0">
        {rows.map((row) => (
          <li key={row.id}>
            {row.kind === "gap" && <Gap text={row.text} />}
            {row.kind === "step" && <StepRow step={row} />}
            {row.kind === "exchange" && (
              <ExchangeRow exchange={row} providerName={providerName} loadExchange={loadExchange} />
            )}
          </li>
        ))}
        {openWait && (
          <li>
            <OpenWaitRow wait={openWait} providerName={providerName} />
          </li>
        )}
      </ol>
    </Card>
  );
}

function LaneHeads({ providerName }: { providerName: string }) {
  const { zone } = useTimeSettings();
  return (
    <div className="sticky top-12 z-20 flex h-8 items-center border-b border-line bg-surface px-3.5 text-xs text-muted @2xl:grid @2xl:grid-cols-[116px_1fr_84px] @2xl:px-0">
      <span className="@2xl:px-3.5">{formatZone(zone)}</span>
      <span aria-hidden="true" className="hidden font-medium text-ink @2xl:grid @2xl:grid-cols-3">
        <LaneHead name="Maxsight" className="justify-self-start" />
        <LaneHead name="Gatehouse" className="justify-self-center" />
        <LaneHead name={providerName} className="justify-self-end" />
      </span>
      <span className="ml-auto @2xl:px-3.5 @2xl:text-right">Took</span>
    </div>
  );
}

function LaneHead({ name, className }: { name: string; className: string }) {
  return (
    <span title={name} className={`w-30 truncate text-center ${className}`}>
      {name}
    </span>
  );
}

function Gap({ text }: { text: string }) {
  return (
    <p className="border-line bg-sunken px-3.5 text-center text-xs leading-[26px] text-muted @2xl:border-y">
      {text}
    </p>
  );
}

function OpenWaitRow({ wait, providerName }: { wait: OpenWait; providerName: string }) {
  return (
    <div className={ROW}>
      <span className="text-xs text-muted @max-2xl:row-start-2 @2xl:px-3.5 @2xl:font-mono">now</span>
      <span className="relative min-w-0 self-stretch">
        <LaneLines />
        <TimelineMessage from={wait.from} to={wait.to} providerName={providerName}>
          <span className="block min-w-0 truncate leading-[18px] @max-2xl:whitespace-normal @2xl:px-3 @2xl:text-center">
            {wait.text}
            {wait.at && (
              <>
                {" "}
                <Time at={wait.at} as="moment" isFocusable={false} />
              </>
            )}
          </span>
          <Arrow from={wait.from} to={wait.to} tone="none" isDashed />
        </TimelineMessage>
      </span>
      <span className="font-mono text-xs text-muted @2xl:px-3.5 @2xl:text-right">
        <Since at={wait.since} />
      </span>
    </div>
  );
}
