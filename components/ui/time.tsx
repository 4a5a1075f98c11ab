"use client";
import { useCallback } from "react";
import { formatClock, formatInstant, formatMoment } from "@/lib/format/clock";
import { formatDuration, formatRelative } from "@/lib/format/duration";
import { Tooltip } from "./tooltip";
import { cn } from "./cn";
import { useClockText, useTimeSettings } from "./time-context";

type TimeProps = {
  /** ISO 8601, or absent. */
  at: string | null | undefined;
  /** `relative` "4 s ago" · `moment` the clock, with the day when it is another · `clock` with milliseconds. */
  as?: "relative" | "moment" | "clock";
  /** What stands for an absent time. */
  absent?: string;
  /** In dense lists the hover is enough; elsewhere the absolute time shows on focus too. */
  isFocusable?: boolean;
  className?: string;
};

/** A time in the chosen zone; the whole instant with its zone on hover and focus. */
export function Time({ at, absent = "—", ...rest }: TimeProps) {
  if (!at) return <span className="text-muted">{absent}</span>;
  return <Instant at={at} {...rest} />;
}

function Instant({
  at,
  as = "relative",
  isFocusable = true,
  className,
}: Omit<TimeProps, "at"> & { at: string }) {
  const { zone } = useTimeSettings();
  const atMs = Date.parse(at);
  const textAt = useCallback(
    (nowMs: number) => {
      if (as === "clock") return formatClock(atMs, zone, true);
      return as === "moment" ? formatMoment(atMs, nowMs, zone) : formatRelative(atMs, nowMs);
    },
    [as, atMs, zone],
  );
  const text = useClockText(textAt);
  return (
    <Tooltip content={<span className="font-mono">{formatInstant(atMs, zone)}</span>}>
      <time
        dateTime={at}
        {...(isFocusable ? { tabIndex: 0 } : {})}
        className={cn("relative z-10 rounded-sm whitespace-nowrap", className)}
      >
        {text}
      </time>
    </Tooltip>
  );
}

/** How long since an instant, counting: `26 s`. */
export function Since({ at, className }: { at: string; className?: string }) {
  const atMs = Date.parse(at);
  const text = useClockText(
    useCallback((nowMs) => formatDuration(Math.floor((nowMs - atMs) / 1_000) * 1_000), [atMs]),
  );
  return <span className={className}>{text === "0 ms" ? "0 s" : text.replace(/\.0 s$/, " s")}</span>;
}
