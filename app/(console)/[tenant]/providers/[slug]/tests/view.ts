import type { GateItem, RunItem, TestGroup } from "@/components/validation/validation-item";
import type { GoLiveGate } from "@/lib/services/providers";
import type { StoredReport, ValidationSummary } from "@/lib/services/validations";
import { GROUPS } from "@/lib/validation/test-case";
import { mendLink } from "./mend-link";

/** A run as the history shows it. */
export function toRunItem(run: ValidationSummary): RunItem {
  const { id, version, state, passed, failed, actorLabel, createdAt, finishedAt } = run;
  return {
    id,
    version,
    state,
    passed,
    failed,
    actor: actorLabel,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

/** The gate as pages show it; `validated` is the newest green version. */
export function toGateItem(gate: GoLiveGate, validated: { version: number } | null): GateItem {
  const { version, result, at, failed, override } = gate;
  return {
    version,
    result,
    at: at?.toISOString() ?? null,
    failed,
    override: override && { ...override, at: override.at.toISOString() },
    greenVersion: validated?.version ?? null,
  };
}

/** The tests of a report in Maxsight's groups; groups without tests are left out. */
export function toGroups(report: StoredReport | null, place: { tenant: string; slug: string }): TestGroup[] {
  const tests = report?.tests ?? [];
  return GROUPS.map(({ name, description }) => ({
    name,
    description,
    tests: tests
      .filter((test) => test.group === name)
      .map((test) => ({ ...test, mend: test.outcome === "failed" ? mendLink(test, place) : null })),
  })).filter((group) => group.tests.length > 0);
}
