"use client";
import { useCallback } from "react";
import { useClockText } from "@/components/ui/time-context";
import { formatRelative } from "@/lib/format/duration";

/** When a breaker lets one call through: `in 22 s`, and once that is over `with the next call`. */
export function NextProbe({ at }: { at: string | null }) {
  const atMs = at === null ? null : Date.parse(at);
  const text = useCallback(
    (nowMs: number) => (atMs === null || atMs <= nowMs ? "with the next call" : formatRelative(atMs, nowMs)),
    [atMs],
  );
  return <span className="whitespace-nowrap">{useClockText(text)}</span>;
}
