"use client";
import { useId, useState } from "react";
import { formatDuration } from "@/lib/format/duration";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import type { ExchangeDetail } from "./exchange-detail";
import { ExchangePanel, type ExchangeReading } from "./exchange-panel";
import { Arrow, directionText, LaneLines, ROW, TimelineMessage } from "./lanes";
import type { TimelineExchange } from "./timeline-items";

type ExchangeRowProps = {
  exchange: TimelineExchange;
  providerName: string;
  loadExchange: (exchangeId: string) => Promise<ExchangeDetail>;
};

/** One call as an arrow; opens to its request and response. */
export function ExchangeRow({ exchange, providerName, loadExchange }: ExchangeRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [reading, setReading] = useState<ExchangeReading | null>(null);
  const read = () => setReading(loadExchange(exchange.id).catch(() => null));
  const toggle = () => {
    if (!isOpen && !reading) read();
    setIsOpen(!isOpen);
  };
  const panelId = useId();
  const { from, to } = exchange;
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={panelId}
        onClick={toggle}
        className={cn(
          ROW,
          "transition-colors focus-visible:-outline-offset-2",
          isOpen ? "bg-accent-weak" : "hover:bg-sunken",
        )}
      >
        <span className="flex gap-2 text-xs text-muted @max-2xl:row-start-2 @2xl:px-3.5">
          <Time at={exchange.at} as="clock" isFocusable={false} className="font-mono" />
          <span aria-hidden="true" className="truncate @2xl:hidden">
            {directionText(from, to, providerName)}
          </span>
        </span>
        <span className="relative min-w-0 self-stretch">
          <LaneLines />
          <TimelineMessage from={from} to={to} providerName={providerName}>
            <Label exchange={exchange} />
            <Arrow from={from} to={to} tone={exchange.tone} />
          </TimelineMessage>
        </span>
        <span className="font-mono text-xs text-muted @2xl:px-3.5 @2xl:text-right">
          {exchange.durationMs === null ? "—" : formatDuration(exchange.durationMs)}
        </span>
      </button>
      <div id={panelId} hidden={!isOpen}>
        {isOpen && reading && <ExchangePanel reading={reading} onReadAgain={read} />}
      </div>
    </>
  );
}

function Label({ exchange }: { exchange: TimelineExchange }) {
  const { status, note } = exchange;
  return (
    <span className="block min-w-0 truncate px-0 leading-[18px] @2xl:px-3 @2xl:text-center">
      <code>
        {exchange.method} {exchange.path}
      </code>
      {" · "}
      <b className={cn("font-medium", status === null && "text-bad")}>{status ?? "no answer"}</b>
      {note && <span className="text-muted">, {note}</span>}
    </span>
  );
}
