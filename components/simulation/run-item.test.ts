import { expect, it } from "vitest";
import { type RunItem, runWords } from "./run-item";

const RUN: Pick<RunItem, "state" | "counts" | "violations"> = {
  state: "finished",
  counts: [{ state: "completed", count: 2 }],
  violations: 0,
};

it.each([
  [RUN, "good", "Finished"],
  [{ ...RUN, violations: 3 }, "bad", "Finished with violations"],
  [{ ...RUN, counts: [{ state: "errored" as const, count: 1 }] }, "wait", "Errored"],
  [
    {
      ...RUN,
      counts: [
        { state: "timed_out" as const, count: 1 },
        { state: "completed" as const, count: 1 },
      ],
    },
    "bad",
    "Timed out",
  ],
  [{ ...RUN, state: "running" as const, violations: 1 }, "run", "Running"],
])("%j is %s: %s", (run, tone, word) => {
  expect(runWords(run)).toEqual({ tone, word });
});
