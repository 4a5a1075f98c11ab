import type { ReactNode } from "react";
import { cn } from "./cn";
import type { Tone } from "./tone";

const SHAPES: Record<Tone, string> = {
  good: "size-[7px] rounded-full bg-good",
  wait: "size-[7px] rounded-full border-[1.5px] border-wait",
  bad: "size-[7px] rotate-45 rounded-[1px] bg-bad",
  park: "h-2 w-[7px] border-x-[2.5px] border-park",
  run: "size-[7px] rounded-full bg-run text-run",
  none: "size-[7px] rounded-full bg-faint/60",
};

type DotProps = { tone: Tone; isLive?: boolean; className?: string };

/** The shape of a meaning: dot, ring, diamond, bars. Says nothing to screen readers; a word stands beside it. */
export function Dot({ tone, isLive = false, className }: DotProps) {
  return (
    <span aria-hidden="true" className={cn("inline-grid w-2.5 shrink-0 place-items-center", className)}>
      <span className={cn(SHAPES[tone], isLive && "animate-live")} />
    </span>
  );
}

type StatusProps = { tone: Tone; isLive?: boolean; className?: string; children: ReactNode };

/** A state: its shape and its word. `isLive` only while something really runs. */
export function Status({ tone, isLive = false, className, children }: StatusProps) {
  return (
    <span className={cn("inline-flex min-w-0 items-center gap-1.5", className)}>
      <Dot tone={tone} isLive={isLive} />
      <span className="truncate">{children}</span>
    </span>
  );
}
