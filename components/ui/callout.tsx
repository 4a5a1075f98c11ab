import type { ReactNode } from "react";
import { InfoIcon, PauseIcon, RefusedIcon, TickIcon, WarningIcon, type Icon } from "./icons";
import { cn } from "./cn";
import { TONE_WEAK, type Tone } from "./tone";

const ICONS: Record<Tone, Icon> = {
  good: TickIcon,
  wait: WarningIcon,
  bad: RefusedIcon,
  park: PauseIcon,
  run: InfoIcon,
  none: InfoIcon,
};

type CalloutProps = {
  tone: Tone;
  action?: ReactNode;
  /** Interrupts screen readers; for failures that just happened. */
  isAlert?: boolean;
  className?: string;
  children: ReactNode;
};

/** One strip: what is the matter, and the link to what can be done. */
export function Callout({ tone, action, isAlert = false, className, children }: CalloutProps) {
  const Drawn = ICONS[tone];
  return (
    <div
      {...(isAlert ? { role: "alert" } : {})}
      className={cn("flex items-start gap-2 rounded-md px-3 py-[7px] text-sm", TONE_WEAK[tone], className)}
    >
      <Drawn size={14} className="mt-[3px] shrink-0" />
      <div className="min-w-0 flex-1 text-pretty">{children}</div>
      {action && <div className="shrink-0 [&_a]:underline [&_a]:underline-offset-2">{action}</div>}
    </div>
  );
}
