import { expect, it } from "vitest";
import { validationExitCode } from "./validation-report";

const REPORT = {
  url: "http://127.0.0.1/",
  startedAtMs: 0,
  durationMs: 1500,
  integration: {
    apiVersion: 1,
    providerName: "Acme",
    checkType: "IDENTITY_CHECK",
    checkTemplate: "ONE_TIME_SYNCHRONOUS",
  },
  tests: [],
};

it.each([
  ["passed", 0],
  ["failed", 1],
  ["unreachable", 3],
] as const)("a report that is %s ends the command with %i", (state, code) => {
  expect(validationExitCode({ ...REPORT, state })).toBe(code);
});
