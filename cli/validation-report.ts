import { GROUPS, type ValidationTest } from "@/lib/validation/test-case";
import type { ValidationReport } from "@/lib/validation/validate-integration";

const MARKS = { passed: "✓", failed: "✗", not_supported: "–", skipped: "○" } as const;

/** Exit codes of `validate`: 0 no *must* failed, 1 one did, 3 nobody answered. */
export function validationExitCode(report: ValidationReport): number {
  if (report.state === "unreachable") return 3;
  return report.state === "passed" ? 0 : 1;
}

/** The result screen of PROTOCOL 14.1 as text. */
export function describeReport(report: ValidationReport, options: { verbose: boolean }): string {
  const { integration, tests } = report;
  const passed = tests.filter(({ outcome }) => outcome === "passed").length;
  const facts: Array<[string, string]> = [
    ["API version", JSON.stringify(integration.apiVersion)],
    ["Provider name", integration.providerName || "unknown"],
    ["Integration type", integration.checkType || "unknown"],
    ["Check template", integration.checkTemplate || "unknown"],
    ["Validation tests run", String(tests.length)],
    ["Validation test results", `${passed}/${tests.length} passed${countOthers(tests)}`],
    ["Time", `${(report.durationMs / 1000).toFixed(1)} s`],
  ];
  const groups = GROUPS.map((group) => ({
    ...group,
    tests: tests.filter((test) => test.group === group.name),
  }));
  return [
    `Integration validation: ${titleOf(report)}`,
    "",
    "Integration information",
    ...facts.map(([name, value]) => `  ${name.padEnd(24)}${value}`),
    ...groups
      .filter((group) => group.tests.length > 0)
      .flatMap((group) => [
        "",
        `${group.name}: ${group.description}`,
        ...group.tests.flatMap((test) => describeTest(test, { ...options, width: widthOf(group.tests) })),
      ]),
    "",
  ].join("\n");
}

function titleOf(report: ValidationReport): string {
  if (report.state === "unreachable") return "Error (nobody answered)";
  return report.state === "passed" ? "Passed" : "Failed";
}

function countOthers(tests: readonly ValidationTest[]): string {
  const count = (outcome: string, severity?: string) =>
    tests.filter((test) => test.outcome === outcome && (severity === undefined || test.severity === severity))
      .length;
  const parts: Array<[number, string]> = [
    [count("failed", "must"), "failed"],
    [count("failed", "should"), "advised"],
    [count("not_supported"), "not supported"],
    [count("skipped"), "skipped"],
  ];
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return shown.length === 0 ? "" : ` (${shown.join(", ")})`;
}

const widthOf = (tests: readonly ValidationTest[]): number => Math.max(...tests.map(({ id }) => id.length));

function describeTest(
  test: ValidationTest,
  { verbose, width }: { verbose: boolean; width: number },
): string[] {
  const advice = test.outcome === "failed" && test.severity === "should" ? "  (advice)" : "";
  const lines = [`  ${MARKS[test.outcome]} ${test.id.padEnd(width)} ${test.title}${advice}`];
  const failed = test.outcome === "failed";
  if ((failed || verbose) && test.sent !== null) lines.push(`      sent      ${test.sent}`);
  if ((failed || verbose) && test.received !== null) lines.push(`      received  ${test.received}`);
  if (test.outcome !== "passed" && test.hint !== null) lines.push(`      hint      ${test.hint}`);
  return lines;
}

/** The report for machines. */
export function reportToJson(report: ValidationReport): Record<string, unknown> {
  const { integration } = report;
  return {
    state: report.state,
    url: report.url,
    started_at: new Date(report.startedAtMs).toISOString(),
    duration_ms: report.durationMs,
    integration: {
      api_version: integration.apiVersion,
      provider_name: integration.providerName,
      check_type: integration.checkType,
      check_template: integration.checkTemplate,
    },
    tests: report.tests,
  };
}
