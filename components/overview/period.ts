import { parseAsStringLiteral } from "nuqs/server";
import type { FilterOption } from "@/components/data-table/filter-bar";

export const PERIODS = ["1h", "24h", "7d", "30d"] as const;
export type PeriodName = (typeof PERIODS)[number];

/** The period of the overview as it stands in the URL. */
export const OVERVIEW_SEARCH = { period: parseAsStringLiteral(PERIODS).withDefault("24h") };

const HOUR_MS = 3_600_000;

const PERIOD_MS: Record<PeriodName, number> = {
  "1h": HOUR_MS,
  "24h": 24 * HOUR_MS,
  "7d": 168 * HOUR_MS,
  "30d": 720 * HOUR_MS,
};

const MINUTE_MS = 60_000;

/** The width of one bar: periods end on its multiple, so that the axis shows round times. */
const STEP_MS: Record<PeriodName, number> = {
  "1h": 2 * MINUTE_MS,
  "24h": 30 * MINUTE_MS,
  "7d": 180 * MINUTE_MS,
  "30d": 720 * MINUTE_MS,
};

/** The period that is running at `nowMs`, its last step included. */
export function periodAt(period: PeriodName, nowMs: number): { from: Date; to: Date } {
  const toMs = (Math.floor(nowMs / STEP_MS[period]) + 1) * STEP_MS[period];
  return { from: new Date(toMs - PERIOD_MS[period]), to: new Date(toMs) };
}

/** `the last 24 hours`. */
export const PERIOD_PHRASES: Record<PeriodName, string> = {
  "1h": "the last hour",
  "24h": "the last 24 hours",
  "7d": "the last 7 days",
  "30d": "the last 30 days",
};

/** What a period is compared with: `the day before`. */
export const BEFORE_PHRASES: Record<PeriodName, string> = {
  "1h": "the hour before",
  "24h": "the day before",
  "7d": "the week before",
  "30d": "the month before",
};

export const PERIOD_OPTIONS: readonly FilterOption[] = [
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 h" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
];
