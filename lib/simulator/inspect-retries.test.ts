import { expect, it } from "vitest";
import { inspectRetries } from "./inspect-retries";

it("finds nothing in one retry", () => {
  expect(inspectRetries([0, 1000])).toEqual([]);
});

it("finds nothing in an exponential backoff", () => {
  expect(inspectRetries([0, 1000, 3000, 7000])).toEqual([]);
});

it("warns of retries at a constant pace", () => {
  expect(inspectRetries([0, 1000, 2000, 3000])).toEqual([
    {
      severity: "warning",
      path: "",
      message: "the retries came after 1000, 1000, 1000 ms; space them ever further apart",
      clause: "7.3",
    },
  ]);
});
