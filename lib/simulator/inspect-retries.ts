import type { Finding } from "./findings";
import { warning } from "./findings";

/** Some growth must show in the times of arrival, whatever jitter and scheduling do to them. */
const GROWTH = 1.2;

/**
 * Whether a call that failed was repeated with exponential backoff (PROTOCOL 7.3). Judges only what it has seen:
 * below three attempts there is nothing to compare.
 */
export function inspectRetries(attemptTimesMs: readonly number[]): Array<Omit<Finding, "operation">> {
  const gaps = attemptTimesMs.slice(1).map((time, index) => time - (attemptTimesMs[index] ?? time));
  const [first, last] = [gaps[0], gaps.at(-1)];
  if (gaps.length < 2 || first === undefined || last === undefined || last >= first * GROWTH) return [];
  return [warning("7.3", "", `the retries came after ${gaps.join(", ")} ms; space them ever further apart`)];
}
