"use client";
import { useId, useState } from "react";
import { ExchangePanel, type ExchangeReading } from "@/components/timeline/exchange-panel";
import type { ExchangeDetail } from "@/components/timeline/exchange-detail";
import { cn } from "@/components/ui/cn";
import { Dot, Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { TONE_WEAK } from "@/components/ui/tone";
import { formatDuration } from "@/lib/format/duration";
import { SIMULATED_WORDS } from "./run-item";
import type { TraceCallItem, TraceItem } from "./trace-item";
import { ROW, TraceArrow, TraceLines } from "./trace-lanes";

export type LoadCall = (seq: number) => Promise<ExchangeDetail>;

type RowProps = {
  item: TraceItem;
  /** Name the check: rows of several are mixed. */
  hasNumbers: boolean;
  loadCall: LoadCall;
};

/** One thing that happened. */
export function TraceRow({ item, hasNumbers, loadCall }: RowProps) {
  const number = hasNumbers ? item.check : null;
  switch (item.kind) {
    case "call":
      return <CallRow item={item} number={number} loadCall={loadCall} />;
    case "state":
      return <StateRow at={item.at} state={item.state} number={number} />;
    case "finding":
      return <FindingRow item={item} number={number} />;
    case "ended":
      return <EndedRow item={item} number={number} />;
    default:
      return (
        <p className="border-line bg-sunken px-3.5 text-center text-xs leading-[26px] text-pretty text-muted @xl:border-y">
          {number !== null && `check ${number} `}
          {item.text}
        </p>
      );
  }
}

function RowTime({ at, number }: { at: string; number: number | null }) {
  return (
    <span className="flex gap-2 text-xs text-muted @max-xl:row-start-2 @xl:flex-col @xl:gap-0 @xl:px-3.5">
      <Time at={at} as="clock" isFocusable={false} className="font-mono" />
      {number !== null && <span className="text-2xs">check {number}</span>}
    </span>
  );
}

type CallRowProps = {
  item: TraceCallItem & { seq: number; at: string };
  number: number | null;
  loadCall: LoadCall;
};

function CallRow({ item, number, loadCall }: CallRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [reading, setReading] = useState<ExchangeReading | null>(null);
  const panelId = useId();
  const read = () => setReading(loadCall(item.seq).catch(() => null));
  const toggle = () => {
    if (!isOpen && !reading) read();
    setIsOpen(!isOpen);
  };
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={toggle}
        className={cn(
          ROW,
          "transition-colors focus-visible:-outline-offset-2 @xl:min-h-11",
          isOpen ? "bg-accent-weak" : "hover:bg-sunken",
        )}
      >
        <RowTime at={item.at} number={number} />
        <span className="relative min-w-0 self-stretch">
          <TraceLines />
          <TraceArrow from={item.from} tone={item.isBad ? "bad" : "good"}>
            <CallLabel item={item} />
          </TraceArrow>
        </span>
        <span className="font-mono text-xs text-muted @xl:px-3.5 @xl:text-right">
          {item.durationMs === null ? "" : formatDuration(item.durationMs)}
        </span>
      </button>
      <div id={panelId} hidden={!isOpen}>
        {isOpen && reading && <ExchangePanel reading={reading} onReadAgain={read} />}
      </div>
    </>
  );
}

function CallLabel({ item }: { item: TraceCallItem }) {
  const { method, path, status, note } = item;
  return (
    <span className="block min-w-0 truncate leading-[18px] @xl:px-3 @xl:text-center">
      <code>
        {method} {path}
      </code>
      {" · "}
      <b className={cn("font-medium", item.isBad && "text-bad")}>{status ?? "no answer"}</b>
      {note && <span className="text-muted">, {note}</span>}
    </span>
  );
}

/** A step of Maxsight's own, on its line. */
function StateRow({ at, state, number }: { at: string; state: string; number: number | null }) {
  return (
    <div className={cn(ROW, "@xl:min-h-7")}>
      <RowTime at={at} number={null} />
      <span className="relative flex min-w-0 items-center gap-2 self-stretch @xl:pl-2">
        <TraceLines />
        <span className="relative rounded-sm bg-surface">
          <Tag tone="run" className="font-mono text-2xs">
            {state}
          </Tag>
        </span>
        {number !== null && <span className="text-2xs text-muted">check {number}</span>}
      </span>
    </div>
  );
}

function FindingRow({
  item,
  number,
}: {
  item: Extract<TraceItem, { kind: "finding" }>;
  number: number | null;
}) {
  const tone = item.severity === "violation" ? "bad" : "wait";
  return (
    <div className={cn(ROW, TONE_WEAK[tone], "@xl:py-1.5")}>
      <RowTime at={item.at} number={number} />
      <span className="flex min-w-0 items-baseline gap-1.5 text-xs">
        <Dot tone={tone} className="self-center" />
        <span className="min-w-0 text-pretty break-words">
          <b className="font-medium">{item.severity}</b> {item.text}
        </span>
      </span>
      <span
        className="text-2xs whitespace-nowrap @xl:px-3.5 @xl:text-right"
        title={`PROTOCOL ${item.clause}`}
      >
        § {item.clause}
      </span>
    </div>
  );
}

function EndedRow({ item, number }: { item: Extract<TraceItem, { kind: "ended" }>; number: number | null }) {
  const { tone, word } = SIMULATED_WORDS[item.state];
  return (
    <div className={cn(ROW, "border-line @xl:border-t @xl:py-1.5")}>
      <RowTime at={item.at} number={number} />
      <span className="min-w-0 text-sm text-pretty">
        <Status tone={tone} className="align-baseline">
          <b className="font-medium">{word}</b>
        </Status>
        {item.reason && <span className="text-muted"> {item.reason}</span>}
      </span>
    </div>
  );
}
