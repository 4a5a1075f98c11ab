import type { ReactNode } from "react";
import { cn } from "./cn";
import { TONE_WEAK, type Tone } from "./tone";

type TagProps = { tone?: Tone; className?: string; children: ReactNode };

/** A word with a meaning: decisions, error types, verdicts. */
export function Tag({ tone = "none", className, children }: TagProps) {
  return (
    <span
      className={cn(
        "inline-block max-w-full truncate rounded-sm px-[7px] align-middle text-xs leading-5 font-medium",
        TONE_WEAK[tone],
        tone === "none" && "dark:bg-line/60",
        className,
      )}
    >
      {children}
    </span>
  );
}

/** How many, in a rail or a tab. */
export function CountBadge({ tone = "none", children }: TagProps) {
  return <span className={cn("rounded-full px-[7px] text-xs font-medium", TONE_WEAK[tone])}>{children}</span>;
}
