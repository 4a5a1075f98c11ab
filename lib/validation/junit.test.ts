import { expect, it } from "vitest";
import type { ValidationTest } from "./test-case";
import { junitOf } from "./junit";

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
  url: "http://127.0.0.1/?a&b",
  durationMs: 1500,
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
