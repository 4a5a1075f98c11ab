"use client";
import Link from "next/link";
import { useId } from "react";
import { Card } from "@/components/ui/card";
import { type Fact, Facts } from "@/components/ui/facts";
import { RoleGate } from "@/components/ui/role-gate";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format/text";
import type { BreakerItem, BreakerMove } from "./breaker-item";
import { BreakerState } from "./breaker-state";
import { type CloseBreaker, CloseBreakerButton } from "./close-breaker-button";
import { NextProbe } from "./next-probe";

type BreakerCardProps = {
  title: string;
  /** What it guards, where the title does not say it: an address, a slug. */
  guarded?: string;
  /** The page of what it guards. */
  href?: string;
  /** Null: it never opened. */
  breaker: BreakerItem | null;
  /** Notifications that wait for it; none are parked for a provider. */
  parked?: number;
  /** What it means while it is not closed. */
  consequence: string;
  /** Null where it never opened. */
  close: CloseBreaker | null;
  /** The role that may close it; null where the person's own does. */
  missingRole: string | null;
};

/** One breaker: how it stands, what waits for it, how it came to this, and the way to close it by hand. */
export function BreakerCard(props: BreakerCardProps) {
  const { title, guarded, href, breaker, parked = 0, consequence } = props;
  const titleId = useId();
  const isOpen = breaker !== null && breaker.state !== "closed";
  return (
    <Card className="overflow-clip">
      <section aria-labelledby={titleId}>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-3 px-4 py-3.5">
          <div className="min-w-0 flex-1 basis-72">
            <h2 id={titleId} className="flex flex-wrap items-baseline gap-x-2.5 text-sm font-semibold">
              {href === undefined ? (
                title
              ) : (
                <Link href={href} className="hover:text-accent">
                  {title}
                </Link>
              )}
              {guarded && (
                <span className="font-mono text-xs font-normal break-all text-muted">{guarded}</span>
              )}
            </h2>
            {isOpen && <p className="mt-1 text-sm text-pretty text-muted">{consequence}</p>}
            <Facts facts={factsOf(breaker, props.parked)} className="mt-2.5" />
          </div>
          {(isOpen || parked > 0) && <CloseAction {...props} />}
        </div>
        {breaker !== null && breaker.history.length > 0 && <History moves={breaker.history} title={title} />}
      </section>
    </Card>
  );
}

function CloseAction({ title, close, missingRole }: BreakerCardProps) {
  if (close === null) return null;
  return (
    <span className="flex flex-wrap items-center gap-2">
      <RoleGate missingRole={missingRole}>
        <CloseBreakerButton close={close} name={title} />
      </RoleGate>
    </span>
  );
}

function factsOf(breaker: BreakerItem | null, parked: number | undefined): Fact[] {
  if (breaker === null) return [{ label: "State", value: "Closed; it never opened" }];
  const { state, openedAt, nextProbeAt, timesOpened } = breaker;
  const whileOpen: Fact[] = [
    { label: "Open since", value: <Time at={openedAt} /> },
    { label: "Openings in a row", value: formatCount(timesOpened) },
    { label: "Next probe", value: state === "half_open" ? "out now" : <NextProbe at={nextProbeAt} /> },
  ];
  return [
    { label: "State", value: <BreakerState state={state} /> },
    ...(parked === undefined ? [] : [{ label: "Parked", value: formatCount(parked) }]),
    ...(state === "closed" ? [] : whileOpen),
  ];
}

function History({ moves, title }: { moves: readonly BreakerMove[]; title: string }) {
  return (
    <ol
      aria-label={`Moves of the breaker, newest first: ${title}`}
      className="divide-y divide-line border-t border-line bg-sunken/60"
    >
      {moves.map((move) => (
        <li
          key={move.id}
          className="grid grid-cols-[auto_1fr] gap-x-4 px-4 py-2 text-sm sm:grid-cols-[130px_130px_minmax(0,1fr)_auto]"
        >
          <Time
            at={move.at}
            as="moment"
            isFocusable={false}
            className="font-mono text-xs leading-5 text-muted"
          />
          <BreakerState state={move.state} />
          <span className="text-muted max-sm:col-span-2">{reasonOf(move)}</span>
          <span className="text-muted max-sm:col-span-2">{move.actor}</span>
        </li>
      ))}
    </ol>
  );
}

/** A move by hand or by a probe was decided from no window of calls. */
function reasonOf({ state, calls, failures }: BreakerMove): string {
  if (calls > 0) return `${failures} of ${calls} calls failed within 5 min`;
  if (state === "open") return "the call let through did not leave";
  return state === "half_open" ? "one call is let through" : "—";
}
