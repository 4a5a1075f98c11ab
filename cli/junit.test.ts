import { expect, it } from "vitest";
import type { ValidationTest } from "@/lib/validation/test-case";
import { junitOf } from "./junit";
import { validationExitCode } from "./validation-report";

const test = (changes: Partial<ValidationTest>): ValidationTest => ({
  id: "V1",
  group: "Connection",
  title: "A title",
  severity: "must",
  outcome: "passed",
  sent: null,
  received: null,
  hint: null,
  ...changes,
});

const report = (tests: ValidationTest[]) => ({
  state: "failed" as const,
  url: "http://127.0.0.1/?a&b",
  startedAtMs: 0,
  durationMs: 1500,
  integration: {
    apiVersion: 1,
    providerName: "Acme",
    checkType: "IDENTITY_CHECK",
    checkTemplate: "ONE_TIME_SYNCHRONOUS",
  },
  tests,
});

it("writes failures, advice and skips, escaped", () => {
  const xml = junitOf(
    report([
      test({}),
      test({ id: "V2", outcome: "failed", hint: 'Say "1"', sent: "GET /", received: "<html>\u0000" }),
      test({ id: "V3", outcome: "failed", severity: "should", hint: "Better so" }),
      test({ id: "V5", outcome: "skipped", hint: "See V4" }),
    ]),
  );
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="validation of http://127.0.0.1/?a&amp;b" time="1.5">
  <testsuite name="Connection" tests="4" failures="1" skipped="1">
    <testcase classname="Connection" name="V1 A title"/>
    <testcase classname="Connection" name="V2 A title"><failure message="Say &quot;1&quot;">sent: GET /
received: &lt;html&gt;</failure></testcase>
    <testcase classname="Connection" name="V3 A title"><system-out>advice: Better so

</system-out></testcase>
    <testcase classname="Connection" name="V5 A title"><skipped message="See V4"/></testcase>
  </testsuite>
</testsuites>
`);
});

it.each([
  ["passed", 0],
  ["failed", 1],
  ["unreachable", 3],
] as const)("a report that is %s ends the command with %i", (state, code) => {
  expect(validationExitCode({ ...report([]), state })).toBe(code);
});
