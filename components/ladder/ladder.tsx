import { Fragment } from "react";
import { cn } from "@/components/ui/cn";
import { ladderName, RUNGS, type LadderSteps, type RungState } from "./ladder-steps";

const PIPS: Record<RungState, string> = {
  done: "size-[9px] rounded-full bg-good",
  now: "size-[9px] rounded-full border-[1.5px] border-run ring-[3px] ring-run-weak",
  todo: "size-[9px] rounded-full border-[1.5px] border-line-strong",
  failed: "size-[8px] rotate-45 rounded-[1px] bg-bad",
  parked: "h-[9px] w-[8px] rounded-[1px] border-x-[3px] border-park",
};

type LadderProps = {
  steps: LadderSteps;
  /** Words under the pips, for places with room. */
  hasWords?: boolean;
  className?: string;
};

/** How far a delivery came: queued, sent, acknowledged, fetched. One name for screen readers. */
export function Ladder({ steps, hasWords = false, className }: LadderProps) {
  const name = ladderName(steps);
  return (
    <span className={cn("inline-flex items-center gap-2 align-middle", className)}>
      <span className="sr-only">Delivery: {name}</span>
      <span aria-hidden="true" title={name} className="inline-flex items-center">
        {RUNGS.map((rung, index) => (
          <Fragment key={rung}>
            {index > 0 && (
              <span className={cn("h-[1.5px] w-3", steps[index] === "done" ? "bg-good" : "bg-line-strong")} />
            )}
            <span className="grid size-[9px] place-items-center">
              <span className={PIPS[steps[index] ?? "todo"]} />
            </span>
          </Fragment>
        ))}
      </span>
      {hasWords && (
        <span aria-hidden="true" className="text-sm text-muted">
          {name}
        </span>
      )}
    </span>
  );
}
