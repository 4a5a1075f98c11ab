import { describe, expect, it } from "vitest";
import { durationBetween, parseDuration } from "./duration";

describe("parseDuration", () => {
  it.each([
    ["250ms", 250],
    ["30s", 30_000],
    ["1.5h", 5_400_000],
    ["48h", 172_800_000],
    ["2d", 172_800_000],
    [" 5m ", 300_000],
  ])("reads %s", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["30", "s", "-5s", "1w", "5 m", "1h30m", ""])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe("durationBetween", () => {
  const schema = durationBetween(1000, 60_000);

  it("takes text with a unit or a number of ms, so that its own output can be read again", () => {
    expect(schema.parse("30s")).toBe(30_000);
    expect(schema.parse(schema.parse("30s"))).toBe(30_000);
  });

  it.each(["500ms", "2m", 999, "soon"])("refuses %j", (value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});
