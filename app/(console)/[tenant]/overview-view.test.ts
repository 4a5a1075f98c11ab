import { describe, expect, it } from "vitest";
import type { Overview } from "@/lib/services/overview";
import { errorRows, statsOf } from "./overview-view";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 14, minute));
const activity = (started: number, results: number, errors: number) => ({
  started,
  results,
  errors,
  p95ResultMs: 41_000,
});

const overview: Overview = {
  period: { from: at(0), to: at(59) },
  bucketMs: 120_000,
  current: activity(104, 98, 2),
  previous: activity(100, 99, 1),
  standing: { unfetched: 14 },
  buckets: [
    { at: at(0), ...activity(50, 49, 1) },
    { at: at(2), ...activity(54, 49, 1) },
  ],
  errors: [
    { at: at(2), errorType: "PROVIDER_MESSAGE", count: 1 },
    { at: at(0), errorType: "PROVIDER_CONNECTION", count: 3 },
  ],
  providers: [],
  changes: [],
  steps: { hasProvider: true, hasKey: true, hasCheck: true },
};

const NOTHING = { count: 0, isCapped: false };
const PLACE = { period: "24h", path: "/acme" } as const;

describe("the figures of the overview", () => {
  it("compare with the period before", () => {
    const [started, succeeded, p95] = statsOf(overview, NOTHING, PLACE);
    expect([started?.value, started?.note]).toEqual(["104", "+4 % on the day before"]);
    expect([succeeded?.value, succeeded?.note]).toEqual(["98 %", "−1 points on the day before"]);
    expect([p95?.value, p95?.note]).toEqual(["41 s", "41 s the day before"]);
  });

  it("say plainly when nothing needs a person", () => {
    expect(statsOf(overview, NOTHING, PLACE).at(-1)?.note).toBe("nothing needs you");
  });

  it("say plainly what is not known", () => {
    const empty = { started: 0, results: 0, errors: 0, p95ResultMs: null };
    const quiet = { ...overview, current: empty, previous: empty, buckets: [{ at: at(0), ...empty }] };
    const [, succeeded, p95, , attention] = statsOf(quiet, null, PLACE);
    expect([succeeded?.value, succeeded?.note, succeeded?.series]).toEqual([
      "—",
      "none has ended yet",
      [null],
    ]);
    expect([p95?.value, p95?.note, p95?.series]).toEqual(["—", "none has ended yet", [null]]);
    expect([attention?.value, attention?.note]).toEqual(["—", "could not be counted"]);
  });

  it("count what needs a person as the badge does", () => {
    const attention = statsOf(overview, { count: 1000, isCapped: true }, PLACE).at(-1);
    expect([attention?.value, attention?.href]).toEqual(["1,000+", "/acme/attention"]);
  });

  it("do not divide by an empty past", () => {
    const [started] = statsOf({ ...overview, previous: activity(0, 0, 0) }, NOTHING, {
      period: "7d",
      path: "/acme",
    });
    expect(started?.note).toBe("none the week before");
  });
});

describe("error classes", () => {
  it("have one count for each step, most frequent class first", () => {
    expect(errorRows(overview)).toEqual([
      { errorType: "PROVIDER_CONNECTION", counts: [3, 0] },
      { errorType: "PROVIDER_MESSAGE", counts: [0, 1] },
    ]);
  });
});
