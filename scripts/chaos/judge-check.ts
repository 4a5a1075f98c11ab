import { STARTED_ONCE } from "./definitions";
import type { CheckRow } from "./ledger";
import type { CheckRecord } from "./load";
import { summaryOf, type UpstreamCheck } from "./world";

/**
 * `refused`: the start was answered with errors, so Maxsight knows. `interrupted`: ended with an error that says that
 * Gatehouse was killed while it called a provider that must not be called twice. `lost`: accepted, and Maxsight will
 * never get what it is owed. `stuck`: it may still get it, but did not in time. `wrong`: ended otherwise than it should.
 */
export type Verdict = "completed" | "refused" | "interrupted" | "lost" | "stuck" | "wrong";
export type Judgement = { verdict: Verdict; reason: string };

const ENDED = ["finished", "cancelled", "expired"];
const INTERRUPTED = /interrupted while it called the provider|did not answer in time/;

/** What became of one check, seen from Maxsight, from Postgres and from the provider. */
export function judgeCheck(
  record: CheckRecord,
  row: CheckRow | undefined,
  upstream: UpstreamCheck | undefined,
): Judgement {
  const { result, plan } = record;
  if (result === null) return { verdict: "stuck", reason: "it never ended" };
  const isOnce = STARTED_ONCE.includes(plan.lifecycle);
  if (isOnce && (upstream?.starts ?? 0) > 1)
    return { verdict: "wrong", reason: `the provider was started ${upstream?.starts} times` };
  const violation = result.findings.find((finding) => finding.severity === "violation");
  if (violation !== undefined)
    return { verdict: "wrong", reason: `${violation.operation}: ${violation.message}` };
  switch (result.state) {
    case "completed":
      return judgeContent(record);
    case "errored":
      return judgeErrors(record, isOnce);
    case "timed_out":
    case "protocol_error":
      return judgeMissing(record, row);
  }
}

/** Each result belongs to this check, and those of a monitored one are all there, in the provider's order. */
function judgeContent({ plan, result }: CheckRecord): Judgement {
  if (plan.lifecycle === "callback, demo") return { verdict: "completed", reason: "" };
  const answers = plan.lifecycle.startsWith("monitored") ? (result?.updates ?? []) : [result?.answer];
  const summaries = answers.map((answer) => summaryIn(answer)).join("; ");
  const expected = plan.gapsMs.map((_, index) => summaryOf(plan.token, index + 1)).join("; ");
  if (summaries === expected) return { verdict: "completed", reason: "" };
  return { verdict: "wrong", reason: `expected "${expected}", got "${summaries}"` };
}

function summaryIn(answer: Record<string, unknown> | null | undefined): string {
  const result = answer?.["result"] as { summary?: string } | undefined;
  return result?.summary ?? "nothing";
}

function judgeErrors({ result }: CheckRecord, isOnce: boolean): Judgement {
  const reason = result?.reason ?? "";
  if (isOnce && INTERRUPTED.test(reason)) return { verdict: "interrupted", reason };
  return { verdict: result?.reference === null ? "refused" : "wrong", reason };
}

function judgeMissing({ result }: CheckRecord, row: CheckRow | undefined): Judgement {
  const got = result?.updates.length ?? 0;
  const reason = `${result?.reason ?? ""}; row ${row?.state ?? "missing"}, ${got} updates fetched`;
  if (result?.reference === null) return { verdict: "stuck", reason: `never accepted: ${reason}` };
  const isGone = row === undefined || ENDED.includes(row.state);
  return { verdict: isGone ? "lost" : "stuck", reason };
}
