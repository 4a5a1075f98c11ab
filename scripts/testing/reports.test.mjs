import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./reports.mjs";

const directory = mkdtempSync(join(tmpdir(), "gatehouse-reports-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** @param {object} report */
function write(report) {
  const file = join(directory, "report.json");
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test("vitest: passed and failed tests, and a file that broke before its first test", () => {
  const broken = { status: "failed", assertionResults: [] };
  const failing = { status: "failed", assertionResults: [{ status: "failed" }] };
  const report = { success: false, numPassedTests: 7, numFailedTests: 1, testResults: [broken, failing] };
  expect(readVitestReport(write(report))).toEqual({ passed: 7, failed: 2 });
});

test("playwright: a flaky test passed in the end and is named, an error outside a test is a failure", () => {
  const suites = [
    {
      suites: [{ specs: [{ title: "the badge counts", tests: [{ status: "flaky" }] }] }],
      specs: [{ title: "keys", tests: [{ status: "expected" }] }],
    },
  ];
  const report = {
    stats: { expected: 4, flaky: 1, unexpected: 1, skipped: 2 },
    errors: [{ message: "setup" }],
    suites,
  };
  expect(readPlaywrightReport(write(report))).toEqual({ passed: 5, failed: 2, flaky: ["the badge counts"] });
});

test("a report that was never written is one failure", () => {
  expect(readVitestReport(join(directory, "none.json"))).toEqual({ passed: 0, failed: 1 });
  expect(readPlaywrightReport(join(directory, "none.json"))).toEqual({ passed: 0, failed: 1, flaky: [] });
});
