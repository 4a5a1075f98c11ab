import { z } from "zod";

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/;

/** The ms of `30s`, `1.5h`, `250ms`, `2d`; `null` when the text is no duration. */
export function parseDuration(text: string): number | null {
  const match = DURATION.exec(text.trim());
  if (match === null) return null;
  const unit = match[2] as keyof typeof UNIT_MS;
  return Math.round(Number(match[1]) * UNIT_MS[unit]);
}

/** A duration of a document: text with a unit, or a number of ms; always ms once parsed. Bounds in ms, both included. */
export function durationBetween(minMs: number, maxMs: number) {
  return z.union([z.string(), z.number()]).transform((value, context) => {
    const ms = typeof value === "number" ? value : parseDuration(value);
    if (ms === null) {
      context.addIssue({ code: "custom", message: "must be a duration such as 30s, 5m, 48h or 2d" });
      return z.NEVER;
    }
    if (ms < minMs || ms > maxMs) {
      context.addIssue({ code: "custom", message: `must be between ${minMs} and ${maxMs} ms` });
      return z.NEVER;
    }
    return ms;
  });
}
