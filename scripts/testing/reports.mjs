import { existsSync, readFileSync } from "node:fs";

/** @typedef {import("./stage.mjs").Tally} Tally */

/**
 * What vitest's JSON reporter counted. A file that failed before its first test counts as one failure.
 * @param {string} file @returns {Tally}
 */
export function readVitestReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, "utf8"));
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults ?? [];
  const brokenFiles = files.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return { passed: report.numPassedTests, failed: failed === 0 && report.success === false ? 1 : failed };
}

/**
 * What Playwright's JSON reporter counted. A flaky test passed when it was repeated, and is named; an error outside any test
 * is a failure.
 * @param {string} file @returns {Tally & { flaky: string[] }}
 */
export function readPlaywrightReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, flaky: [] };
  const { stats, errors = [], suites = [] } = JSON.parse(readFileSync(file, "utf8"));
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    flaky: suites.flatMap(flakyTitles),
  };
}

/**
 * @typedef {{ title: string, tests: { status: string }[] }} Spec
 * @param {{ suites?: any[], specs?: Spec[] }} suite @returns {string[]}
 */
function flakyTitles({ suites = [], specs = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === "flaky"));
  return [...own.map(({ title }) => title), ...suites.flatMap(flakyTitles)];
}
