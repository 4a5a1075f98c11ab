import { PROCESSES } from "../rig/crash";
import { countBy, quantile, table } from "../rig/figures";
import { LIFECYCLES } from "./check-plan";
import type { RoundRecord } from "./rounds";
import type { ChaosVerdict, Judged } from "./verdict";

const VERDICTS = ["completed", "refused", "interrupted", "lost", "stuck", "wrong"] as const;
const SHOWN_PROBLEMS = 20;

/** The run as a person reads it: a table, what was repeated and why, and what is wrong. */
export function describeRun(verdict: ChaosVerdict, rounds: readonly RoundRecord[]): string {
  return [
    describeChecks(verdict.judged),
    describeKills(rounds),
    describeDuplicates(verdict),
    verdict.notes.join("\n"),
    describeProblems(verdict),
  ].join("\n\n");
}

function describeChecks(judged: readonly Judged[]): string {
  const rows = [...LIFECYCLES, "all"].map((lifecycle) => {
    const mine = judged.filter(({ record }) => lifecycle === "all" || record.plan.lifecycle === lifecycle);
    const times = mine.map(({ record }) => (record.endedAtMs ?? record.startedAtMs) - record.startedAtMs);
    const counts = VERDICTS.map(
      (verdict) => mine.filter(({ judgement }) => judgement.verdict === verdict).length,
    );
    const seconds = [quantile(times, 0.5), quantile(times, 0.95), Math.max(0, ...times)].map(inSeconds);
    return [lifecycle, mine.length, ...counts, ...seconds];
  });
  return table(["lifecycle", "checks", ...VERDICTS, "p50", "p95", "slowest"], rows);
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

function describeKills(rounds: readonly RoundRecord[]): string {
  const rows = PROCESSES.map((name) => {
    const mine = rounds.filter(({ victims }) => victims.includes(name));
    const times = mine.map(({ wholeAfterMs }) => wholeAfterMs);
    return [name, mine.length, inSeconds(quantile(times, 0.5)), inSeconds(Math.max(0, ...times))];
  });
  return table(["killed", "times", "whole again after (median)", "at most"], rows);
}

function describeDuplicates({ duplicates, repeatedStarts }: ChaosVerdict): string {
  const causes = countBy(duplicates).map(([cause, count]) => `  ${count} ${cause}`);
  const starts = `${repeatedStarts} start calls repeated to providers that are idempotent`;
  return [`${duplicates.length} notifications told Maxsight what it knew`, ...causes, starts].join("\n");
}

function describeProblems({ problems }: ChaosVerdict): string {
  if (problems.length === 0) return "Nothing was lost, nothing is stuck, the order was kept.";
  const more = problems.length - SHOWN_PROBLEMS;
  const lines = problems.slice(0, SHOWN_PROBLEMS).map((problem) => `  ${problem}`);
  return [`${problems.length} problems:`, ...lines, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}
