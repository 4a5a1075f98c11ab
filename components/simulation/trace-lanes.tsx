import type { ReactNode } from "react";
import { ArrowLeftIcon, ArrowRightIcon } from "@/components/ui/icons";
import { cn } from "@/components/ui/cn";
import { TONE_TEXT, type Tone } from "@/components/ui/tone";

/** One row: time, the two lanes, duration; in narrow places two lines with the time below. */
export const ROW =
  "grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-3.5 py-2 text-left @xl:min-h-9 @xl:grid-cols-[112px_minmax(0,1fr)_76px] @xl:gap-x-0 @xl:p-0";

/** The two life lines behind a row: Maxsight's side at the left, the integration at the right. */
export function TraceLines() {
  return (
    <span aria-hidden="true" className="hidden @xl:contents">
      <span className="absolute inset-y-0 left-11 w-px bg-line-strong" />
      <span className="absolute inset-y-0 right-11 w-px bg-line-strong" />
    </span>
  );
}

type TraceArrowProps = {
  from: "maxsight" | "integration";
  tone: Tone;
  isDashed?: boolean;
  children: ReactNode;
};

/** Text over an arrow in its true direction; an icon before the text where there are no lanes. */
export function TraceArrow({ from, tone, isDashed = false, children }: TraceArrowProps) {
  const pointsRight = from === "maxsight";
  const Icon = pointsRight ? ArrowRightIcon : ArrowLeftIcon;
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs @xl:absolute @xl:inset-x-11 @xl:top-1 @xl:block">
      <span className="sr-only">
        {pointsRight ? "Maxsight to the integration: " : "The integration to Maxsight: "}
      </span>
      <Icon size={14} className={cn("shrink-0 @xl:hidden", TONE_TEXT[tone])} />
      {children}
      <span
        aria-hidden="true"
        className={cn(
          "relative mt-0.5 hidden border-t-[1.5px] border-current @xl:block",
          TONE_TEXT[tone],
          isDashed && "border-dashed",
        )}
      >
        <span
          className={cn(
            "absolute -top-[5.25px] border-[4.5px] border-transparent",
            pointsRight
              ? "right-0 border-r-0 border-l-[7px] border-l-current"
              : "left-0 border-l-0 border-r-[7px] border-r-current",
          )}
        />
      </span>
    </span>
  );
}
