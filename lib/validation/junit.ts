import { GROUPS, type ValidationTest } from "./test-case";
import type { ValidationReport } from "./validate-integration";

/** The report as JUnit XML, one suite per group. A failed *should* is a passed case with its advice in system-out. */
export function junitOf(report: Pick<ValidationReport, "url" | "durationMs" | "tests">): string {
  const suites = GROUPS.map(({ name }) => ({
    name,
    tests: report.tests.filter((test) => test.group === name),
  }));
  const body = suites.filter(({ tests }) => tests.length > 0).map(({ name, tests }) => suiteOf(name, tests));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name=${quote(`validation of ${report.url}`)} time="${report.durationMs / 1000}">\n${body.join("\n")}\n</testsuites>\n`;
}

function suiteOf(name: string, tests: readonly ValidationTest[]): string {
  const failures = tests.filter(isFailure).length;
  const skips = tests.filter(isSkip).length;
  const cases = tests.map(caseOf).join("\n");
  return `  <testsuite name=${quote(name)} tests="${tests.length}" failures="${failures}" skipped="${skips}">\n${cases}\n  </testsuite>`;
}

const isFailure = (test: ValidationTest): boolean => test.outcome === "failed" && test.severity === "must";
const isSkip = (test: ValidationTest): boolean =>
  test.outcome === "skipped" || test.outcome === "not_supported";

function caseOf(test: ValidationTest): string {
  const open = `    <testcase classname=${quote(test.group)} name=${quote(`${test.id} ${test.title}`)}`;
  const details = [
    test.sent === null ? "" : `sent: ${test.sent}`,
    test.received === null ? "" : `received: ${test.received}`,
  ].join("\n");
  if (isFailure(test))
    return `${open}><failure message=${quote(test.hint ?? "failed")}>${escape(details)}</failure></testcase>`;
  if (isSkip(test)) return `${open}><skipped message=${quote(test.hint ?? "")}/></testcase>`;
  if (test.outcome === "failed")
    return `${open}><system-out>${escape(`advice: ${test.hint ?? ""}\n${details}`)}</system-out></testcase>`;
  return `${open}/>`;
}

const quote = (text: string): string => `"${escape(text).replaceAll('"', "&quot;")}"`;

/** XML 1.0 has no way to write most control characters, so they are dropped. */
function escape(text: string): string {
  const printable = Array.from(text).filter(
    (character) => character >= " " || character === "\n" || character === "\t",
  );
  return printable.join("").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
