import { describe, expect, it } from "vitest";
import { arrowOf, foldGaps, type TimelineStep } from "./timeline-items";

const step = (id: string, at: string, extra: Partial<TimelineStep> = {}): TimelineStep => ({
  kind: "step",
  id,
  at: `2026-11-24T${at}Z`,
  durationMs: null,
  tags: [],
  ...extra,
});

describe("folding idle time", () => {
  it("names whom we waited for", () => {
    const folded = foldGaps([
      step("a", "14:30:56.104", { durationMs: 6 }),
      step("b", "14:31:33.640", { waitedFor: "the applicant" }),
    ]);
    expect(folded.map((item) => (item.kind === "gap" ? item.text : item.id))).toEqual([
      "a",
      "waited 37 s for the applicant",
      "b",
    ]);
  });

  it("leaves short pauses alone", () => {
    expect(foldGaps([step("a", "14:30:00"), step("b", "14:30:09.999")])).toHaveLength(2);
  });

  it("counts from the end of the longest thing still running", () => {
    const folded = foldGaps([
      step("slow", "14:30:00", { durationMs: 30_000 }),
      step("quick", "14:30:01", { durationMs: 10 }),
      step("after", "14:30:31"),
    ]);
    expect(folded).toHaveLength(3);
  });
});

describe("arrows", () => {
  it("run between the lanes they connect", () => {
    expect(arrowOf("maxsight", "gatehouse")).toEqual({ half: "left", points: "right" });
    expect(arrowOf("gatehouse", "maxsight")).toEqual({ half: "left", points: "left" });
    expect(arrowOf("provider", "gatehouse")).toEqual({ half: "right", points: "left" });
  });
});
