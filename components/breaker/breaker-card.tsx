"use client";
import Link from "next/link";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { type Fact, Facts } from "@/components/ui/facts";
import { ReasonDialog } from "@/components/ui/reason-dialog";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { formatCount, plural } from "@/lib/format/text";
import { BREAKER_WORDS, type BreakerMove, type BreakerView, moveReason } from "./breaker-view";

type BreakerCardProps = {
  breaker: BreakerView;
  /** Null for who may not. */
  close: ((reason: string) => Promise<Confirmed>) | null;
};

/** One breaker: how it stands, what waits for it, how it came to this, and the way to close it by hand. */
export function BreakerCard({ breaker, close }: BreakerCardProps) {
  const titleId = useId();
  const { name, key, state, kind, href, parked, history } = breaker;
  const { tone, word } = BREAKER_WORDS[state];
  const isWaiting = state !== "closed" || parked > 0;
  return (
    <Card className="overflow-clip">
      <section aria-labelledby={titleId}>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
          <div className="min-w-0 flex-1 basis-72">
            <h2 id={titleId} className="flex flex-wrap items-baseline gap-x-2.5 text-sm font-semibold">
              {href === null ? (
                name
              ) : (
                <Link href={href} className="hover:text-accent">
                  {name}
                </Link>
              )}
              <span className="font-mono text-xs font-normal break-all text-muted">{key}</span>
            </h2>
            <Facts facts={factsOf(breaker, <Status tone={tone}>{word}</Status>)} className="mt-2.5" />
          </div>
          {isWaiting && close !== null && (
            <ReasonDialog
              title={`Close the breaker of ${name}`}
              description={
                kind === "host"
                  ? `${plural(parked, "parked notification")} leave at 20 a second. Should the host still fail, it opens again by itself.`
                  : "New checks call the provider again at once. Should it still fail, the breaker opens again by itself."
              }
              confirm="Close breaker"
              done="Breaker closed"
              isReasonNeeded
              act={close}
            >
              <Button size="sm">Close breaker…</Button>
            </ReasonDialog>
          )}
        </div>
        <History moves={history} name={name} />
      </section>
    </Card>
  );
}

function factsOf(breaker: BreakerView, state: Fact["value"]): Fact[] {
  const { kind, parked, timesOpened, openedAt, nextProbeAt } = breaker;
  const isClosed = breaker.state === "closed";
  return [
    { label: "State", value: state },
    ...(kind === "host" ? [{ label: "Parked", value: formatCount(parked) }] : []),
    ...(isClosed
      ? []
      : [
          { label: "Open since", value: <Time at={openedAt} /> },
          { label: "Openings in a row", value: formatCount(timesOpened) },
          {
            label: "Next probe",
            value: breaker.state === "half_open" ? "out now" : <Time at={nextProbeAt} />,
          },
        ]),
  ];
}

function History({ moves, name }: { moves: readonly BreakerMove[]; name: string }) {
  if (moves.length === 0) return null;
  return (
    <ol
      aria-label={`Moves of ${name}, newest first`}
      className="max-h-72 divide-y divide-line overflow-y-auto border-t border-line bg-sunken/60"
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      {moves.map((move) => {
        const { tone, word } = BREAKER_WORDS[move.state];
        return (
          <li
            key={`${move.at}/${move.state}`}
            className="grid grid-cols-[auto_1fr] gap-x-4 px-4 py-2 text-sm sm:grid-cols-[150px_110px_minmax(0,1fr)_auto]"
          >
            <Time
              at={move.at}
              as="moment"
              isFocusable={false}
              className="font-mono text-xs leading-5 text-muted"
            />
            <Status tone={tone}>{word}</Status>
            <span className="text-muted max-sm:col-span-2">{moveReason(move)}</span>
            <span className="text-muted max-sm:col-span-2">{move.actor}</span>
          </li>
        );
      })}
    </ol>
  );
}
