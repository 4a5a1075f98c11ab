import type { ReactNode } from "react";
import { ArrowLeftIcon, ArrowRightIcon } from "@/components/ui/icons";
import { cn } from "@/components/ui/cn";
import { TONE_TEXT, type Tone } from "@/components/ui/tone";
import { arrowOf, type Lane } from "./timeline-items";

/** One row: time, lanes, duration; in narrow places two lines with the time below. */
export const ROW =
  "grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-3.5 py-2 text-left @2xl:h-11 @2xl:grid-cols-[116px_minmax(0,1fr)_84px] @2xl:gap-x-0 @2xl:p-0";

/** The three life lines behind a row. */
export function LaneLines() {
  return (
    <span aria-hidden="true" className="hidden @2xl:contents">
      <span className="absolute inset-y-0 left-[60px] w-px bg-line-strong" />
      <span className="absolute inset-y-0 left-1/2 w-px bg-line-strong" />
      <span className="absolute inset-y-0 right-[60px] w-px bg-line-strong" />
    </span>
  );
}

const NAMES: Record<Lane, string> = { maxsight: "Maxsight", gatehouse: "Gatehouse", provider: "" };

/** The direction in words: said to screen readers, and drawn where there are no lanes. */
export function directionText(from: Lane, to: Lane, providerName: string): string {
  const named = (lane: Lane) => NAMES[lane] || providerName;
  return from === "gatehouse" ? `to ${named(to)}` : `from ${named(from)}`;
}

type MessageProps = { from: Lane; to: Lane; providerName: string; children: ReactNode };

/** Text and arrow between two lanes. */
export function TimelineMessage({ from, to, providerName, children }: MessageProps) {
  const { half } = arrowOf(from, to);
  return (
    <span
      className={cn(
        "flex min-w-0 items-center gap-1.5 text-xs @2xl:absolute @2xl:top-[5px] @2xl:block @2xl:w-[calc(50%-60px)]",
        half === "left" ? "@2xl:left-[60px]" : "@2xl:left-1/2",
      )}
    >
      <span className="sr-only">{directionText(from, to, providerName)}: </span>
      {children}
    </span>
  );
}

type ArrowProps = { from: Lane; to: Lane; tone: Tone; isDashed?: boolean };

/** The arrow in its true direction; an icon before the text where there are no lanes. */
export function Arrow({ from, to, tone, isDashed = false }: ArrowProps) {
  const { points } = arrowOf(from, to);
  const Icon = points === "right" ? ArrowRightIcon : ArrowLeftIcon;
  return (
    <span aria-hidden="true" className={cn("order-first shrink-0 @2xl:block", TONE_TEXT[tone])}>
      <Icon size={14} className="@2xl:hidden" />
      <span
        className={cn(
          "relative mt-[3px] hidden border-t-[1.5px] border-current @2xl:block",
          isDashed && "border-dashed",
        )}
      >
        <span
          className={cn(
            "absolute -top-[5.25px] border-[4.5px] border-transparent",
            points === "right"
              ? "right-0 border-r-0 border-l-[7px] border-l-current"
              : "left-0 border-l-0 border-r-[7px] border-r-current",
          )}
        />
      </span>
    </span>
  );
}
