import { InvalidInputError } from "@/lib/errors";

/** A span of time, `to` not included. */
export type Period = { from: Date; to: Date };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const LONGEST_MS = 92 * DAY_MS;

/** How wide the steps of the charts are, so that a period has 30 to 60 of them. */
export function bucketMsOf(period: Period): number {
  const lengthMs = period.to.getTime() - period.from.getTime();
  if (lengthMs <= HOUR_MS) return 2 * MINUTE_MS;
  if (lengthMs <= DAY_MS) return HOUR_MS / 2;
  if (lengthMs <= 7 * DAY_MS) return 3 * HOUR_MS;
  if (lengthMs <= 30 * DAY_MS) return 12 * HOUR_MS;
  return 2 * DAY_MS;
}

/** The period of the same length right before, for comparison. */
export function periodBefore(period: Period): Period {
  const lengthMs = period.to.getTime() - period.from.getTime();
  return { from: new Date(period.from.getTime() - lengthMs), to: period.from };
}

/** Throws InvalidInputError for a period that is empty or longer than a quarter. */
export function requirePeriod(period: Period): void {
  const lengthMs = period.to.getTime() - period.from.getTime();
  if (!(lengthMs > 0)) throw new InvalidInputError("The period must end after it begins.");
  if (lengthMs > LONGEST_MS) throw new InvalidInputError("The period may be at most 92 days long.");
}
