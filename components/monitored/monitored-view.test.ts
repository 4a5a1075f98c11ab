import { describe, expect, it } from "vitest";
import { bornWithin } from "./monitored-view";

const NOW = Date.parse("2026-11-30T12:00:00Z");

describe("the age of a monitored reference", () => {
  it("is a week at most, or more than so many days", () => {
    expect(bornWithin("week", NOW)).toEqual({ from: new Date("2026-11-23T12:00:00Z") });
    expect(bornWithin("90d", NOW)).toEqual({ to: new Date("2026-09-01T12:00:00Z") });
    expect(bornWithin("year", NOW)).toEqual({ to: new Date("2025-11-30T12:00:00Z") });
  });

  it("is any where nobody asks for one", () => {
    expect(bornWithin(null, NOW)).toEqual({});
  });
});
