"use client";
import { useId, useState } from "react";
import { ExchangePanel, type ExchangeReading } from "@/components/timeline/exchange-panel";
import type { ExchangeDetail } from "@/components/timeline/exchange-detail";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ChevronRightIcon } from "@/components/ui/icons";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format/duration";
import { answerText, TRIGGER_NAMES } from "./notification-words";

/** One HTTP try. */
export type AttemptItem = {
  id: string;
  number: number;
  trigger: keyof typeof TRIGGER_NAMES;
  actor: string | null;
  reason: string | null;
  url: string;
  at: string;
  status: number | null;
  errorCode: string | null;
  /** What the failure means, and what to do; null when it was acknowledged or is under way. */
  sentence: string | null;
  nextStep: string | null;
  ackId: string | null;
  durationMs: number | null;
  isUnderWay: boolean;
  exchangeId: string | null;
};

type AttemptListProps = {
  attempts: readonly AttemptItem[];
  loadExchange: (exchangeId: string) => Promise<ExchangeDetail>;
  /** Why there is none yet. */
  whyNone?: string | undefined;
};

const NOT_READY = "The first attempt goes out as soon as the result is there and Maxsight said ready.";

/** Every attempt, newest first; each opens to what was sent and what came back. */
export function AttemptList({ attempts, loadExchange, whyNone = NOT_READY }: AttemptListProps) {
  if (attempts.length === 0) {
    return (
      <Card>
        <EmptyState title="Not sent yet">{whyNone}</EmptyState>
      </Card>
    );
  }
  return (
    <Card className="@container overflow-clip">
      <ol aria-label="Attempts, newest first" className="divide-y divide-line">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <AttemptRow attempt={attempt} loadExchange={loadExchange} />
          </li>
        ))}
      </ol>
    </Card>
  );
}

function AttemptRow({
  attempt,
  loadExchange,
}: { attempt: AttemptItem } & Pick<AttemptListProps, "loadExchange">) {
  const [isOpen, setIsOpen] = useState(false);
  const [reading, setReading] = useState<ExchangeReading | null>(null);
  const panelId = useId();
  const { exchangeId } = attempt;
  const read = () => exchangeId !== null && setReading(loadExchange(exchangeId).catch(() => null));
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
        disabled={exchangeId === null}
        onClick={toggle}
        className={cn(
          "grid w-full grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-3 px-3.5 py-2.5 text-left text-sm transition-colors focus-visible:-outline-offset-2",
          isOpen ? "bg-accent-weak" : "enabled:hover:bg-sunken",
        )}
      >
        <ChevronRightIcon
          size={14}
          className={cn(
            "mt-[3px] text-muted transition-transform",
            isOpen && "rotate-90",
            exchangeId === null && "invisible",
          )}
        />
        <span className="min-w-0">
          <AttemptSummary attempt={attempt} />
        </span>
        <span className="text-right font-mono text-xs leading-5 text-muted">
          {attempt.durationMs === null ? "" : formatDuration(attempt.durationMs)}
        </span>
      </button>
      <div id={panelId} hidden={!isOpen}>
        {isOpen && reading && <ExchangePanel reading={reading} onReadAgain={read} />}
      </div>
    </>
  );
}

function AttemptSummary({ attempt }: { attempt: AttemptItem }) {
  const { number, trigger, actor, reason, sentence, nextStep, ackId } = attempt;
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b className="font-medium">Attempt {number}</b>
        <AttemptAnswer attempt={attempt} />
        <Time at={attempt.at} as="clock" isFocusable={false} className="font-mono text-xs text-muted" />
        <span className="text-muted">
          {TRIGGER_NAMES[trigger]}
          {trigger !== "auto" && actor && ` · ${actor}`}
        </span>
      </span>
      {reason && <span className="mt-0.5 block text-muted">“{reason}”</span>}
      {sentence && (
        <span className="mt-0.5 block text-pretty">
          {sentence} {nextStep && <span className="text-muted">{nextStep}</span>}
        </span>
      )}
      {ackId && (
        <span className="mt-0.5 block text-muted">
          callback <span className="font-mono text-xs break-all">{ackId}</span>
        </span>
      )}
    </>
  );
}

function AttemptAnswer({ attempt }: { attempt: AttemptItem }) {
  if (attempt.isUnderWay) return <Tag tone="run">under way</Tag>;
  return (
    <Tag tone={attempt.errorCode === null ? "good" : "bad"}>
      {attempt.errorCode === null
        ? `${answerText(attempt.status, null)} acknowledged`
        : answerText(attempt.status, attempt.errorCode)}
    </Tag>
  );
}
