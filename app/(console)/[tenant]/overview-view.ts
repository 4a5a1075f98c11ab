import type { ErrorRow } from "@/components/overview/error-heat";
import { BEFORE_PHRASES, type PeriodName } from "@/components/overview/period";
import type { Stat } from "@/components/overview/stat-tile";
import { formatDuration } from "@/lib/format/duration";
import { formatCount, formatShare } from "@/lib/format/text";
import type { AboutCount } from "@/lib/services/attention";
import { type Overview, successRateOf } from "@/lib/services/overview";

/** The five figures, each with its comparison and the list behind it. */
export function statsOf(
  overview: Overview,
  attention: AboutCount | null,
  { period, path }: { period: PeriodName; path: string },
): Stat[] {
  const { current, previous, standing, buckets } = overview;
  const before = BEFORE_PHRASES[period];
  const rate = successRateOf(current);
  const checks = `${path}/checks?window=${period}`;
  return [
    {
      label: "Checks started",
      value: formatCount(current.started),
      note: changeNote(current.started, previous.started, before),
      href: checks,
      tone: "accent",
      series: buckets.map((bucket) => bucket.started),
    },
    {
      label: "Succeeded",
      value: rate === null ? "—" : formatShare(rate),
      note: pointsNote(rate, successRateOf(previous), before),
      href: `${checks}&outcome=errors`,
      tone: "good",
      series: buckets.map((bucket) => successRateOf(bucket)),
    },
    {
      label: "Time to result, p95",
      value: current.p95ResultMs === null ? "—" : formatDuration(current.p95ResultMs),
      note: durationNote(current.p95ResultMs, previous.p95ResultMs, before),
      href: checks,
      tone: "run",
      series: buckets.map((bucket) => bucket.p95ResultMs),
    },
    {
      label: "Not fetched",
      value: formatCount(standing.unfetched),
      note: "results that Maxsight has not taken",
      href: `${path}/checks?window=all&leg=unfetched`,
      tone: "wait",
      series: null,
    },
    {
      label: "Needs attention",
      value: attention === null ? "—" : `${formatCount(attention.count)}${attention.isCapped ? "+" : ""}`,
      note: attentionNote(attention),
      href: `${path}/attention`,
      tone: "bad",
      series: null,
    },
  ];
}

function attentionNote(attention: AboutCount | null): string {
  if (attention === null) return "could not be counted";
  return attention.count === 0 ? "nothing needs you" : "things that a person can mend";
}

function changeNote(now: number, then: number, before: string): string {
  if (then === 0) return now === 0 ? `none ${before} either` : `none ${before}`;
  const percent = Math.round((now / then - 1) * 100);
  if (percent === 0) return `as ${before}`;
  return `${percent > 0 ? "+" : "−"}${formatCount(Math.abs(percent))} % on ${before}`;
}

function pointsNote(now: number | null, then: number | null, before: string): string {
  if (now === null) return "none has ended yet";
  if (then === null) return "of those that have ended";
  const points = Math.round((now - then) * 1_000) / 10;
  if (points === 0) return `as ${before}`;
  return `${points > 0 ? "+" : "−"}${Math.abs(points)} points on ${before}`;
}

function durationNote(now: number | null, then: number | null, before: string): string {
  if (now === null) return "none has ended yet";
  return then === null ? "all templates" : `${formatDuration(then)} ${before}`;
}

const MOST_CLASSES = 6;

/** Error classes with a count for each step of the chart, most frequent first. */
export function errorRows({ buckets, errors }: Overview): ErrorRow[] {
  const steps = new Map(buckets.map((bucket, index) => [bucket.at.getTime(), index]));
  const classes = [...new Set(errors.map((error) => error.errorType))];
  const rows = classes.map((errorType) => {
    const counts = buckets.map(() => 0);
    for (const error of errors) {
      const step = error.errorType === errorType ? steps.get(error.at.getTime()) : undefined;
      if (step !== undefined) counts[step] = error.count;
    }
    return { errorType, counts };
  });
  const total = (row: ErrorRow) => row.counts.reduce((sum, count) => sum + count, 0);
  return rows.toSorted((left, right) => total(right) - total(left)).slice(0, MOST_CLASSES);
}
