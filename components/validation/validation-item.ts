import type { GroupName, Severity, TestOutcome } from "@/lib/validation/test-case";
import type { Tone } from "@/components/ui/tone";

export type RunState = "running" | "passed" | "failed" | "unreachable" | "interrupted";

/** A run as the history shows it. Times are ISO 8601. */
export type RunItem = {
  id: string;
  version: number;
  state: RunState;
  passed: number;
  failed: number;
  actor: string;
  createdAt: string;
  finishedAt: string | null;
};

/** What stands between a provider and live checks. Times are ISO 8601. */
export type GateItem = {
  /** The published version, which the rest is about. */
  version: number;
  /** The suite's last word about it. */
  result: "passed" | "failed" | "not_run";
  at: string | null;
  /** Failed *must* tests. */
  failed: number;
  /** Who let it go live without a passed validation, and why. */
  override: { reason: string; by: string; at: string } | null;
  /** The newest version that passed; null when none has. */
  greenVersion: number | null;
};

/** Whether the published version may be live as things stand. */
export const isGateOpen = (gate: GateItem): boolean => gate.result === "passed" || gate.override !== null;

/** Where a failed test is mended. */
export type MendLink = { label: string; href: string };

export type TestItem = {
  id: string;
  group: GroupName;
  title: string;
  severity: Severity;
  outcome: TestOutcome;
  sent: string | null;
  received: string | null;
  hint: string | null;
  /** null unless it failed. */
  mend: MendLink | null;
};

export type TestGroup = { name: GroupName; description: string; tests: readonly TestItem[] };

export const RUN_WORDS: Record<RunState, { tone: Tone; word: string }> = {
  running: { tone: "run", word: "Running" },
  passed: { tone: "good", word: "Passed" },
  failed: { tone: "bad", word: "Failed" },
  unreachable: { tone: "bad", word: "Unreachable" },
  interrupted: { tone: "wait", word: "Interrupted" },
};

/** A failed *should* is advice: it keeps nobody out of Maxsight. */
export function testWords({ outcome, severity }: Pick<TestItem, "outcome" | "severity">): {
  tone: Tone;
  word: string;
} {
  switch (outcome) {
    case "passed":
      return { tone: "good", word: "Passed" };
    case "failed":
      return severity === "must" ? { tone: "bad", word: "Failed" } : { tone: "wait", word: "Advice" };
    case "not_supported":
      return { tone: "none", word: "Not supported" };
    case "skipped":
      return { tone: "none", word: "Skipped" };
  }
}

/** `12 of 14 passed`. */
export function groupCount(tests: readonly TestItem[]): string {
  const passed = tests.filter(({ outcome }) => outcome === "passed").length;
  return `${passed} of ${tests.length} passed`;
}

export const isFailure = (test: TestItem): boolean => test.outcome === "failed" && test.severity === "must";
export const isAdvice = (test: TestItem): boolean => test.outcome === "failed" && test.severity === "should";
