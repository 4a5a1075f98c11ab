import { describe, expect, it } from "vitest";
import { formatClock, formatInstant, formatMoment, formatZone, isZone } from "./clock";
import { formatDuration, formatRelative, formatRoughDuration } from "./duration";
import { cutMiddle, formatBytes, formatShare, plural, sentenceCase } from "./text";

const AT = Date.UTC(2026, 10, 24, 14, 30, 55, 210);

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [812, "812 ms"],
    [1_100, "1.1 s"],
    [9_960, "9 s"],
    [38_400, "38 s"],
    [240_000, "4 min"],
    [245_000, "4 min 5 s"],
    [7_800_000, "2 h 10 min"],
    [273_600_000, "3 d 4 h"],
    [-5, "0 ms"],
  ])("writes %d ms as %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

  it("uses one unit where it counts up", () => expect(formatRoughDuration(245_000)).toBe("4 min"));

  it("says which side of now an instant is on", () => {
    expect(formatRelative(AT - 4_000, AT)).toBe("4 s ago");
    expect(formatRelative(AT + 22_000, AT)).toBe("in 22 s");
    expect(formatRelative(AT - 400, AT)).toBe("now");
  });
});

describe("clock", () => {
  it("shows milliseconds only when asked", () => {
    expect(formatClock(AT, "UTC")).toBe("14:30:55");
    expect(formatClock(AT, "UTC", true)).toBe("14:30:55.210");
  });

  it("says the zone with the whole instant", () => {
    expect(formatInstant(AT, "UTC")).toBe("24 Nov 2026, 14:30:55.210 UTC");
    expect(formatInstant(AT, "Europe/Berlin")).toBe("24 Nov 2026, 15:30:55.210 Berlin");
    expect(formatZone("America/New_York")).toBe("New York");
  });

  it("adds the day when it is another one", () => {
    expect(formatMoment(AT, AT + 60_000, "UTC")).toBe("14:30:55");
    expect(formatMoment(AT - 86_400_000, AT, "UTC")).toBe("23 Nov 14:30");
    expect(formatMoment(AT - 366 * 86_400_000, AT, "UTC")).toBe("23 Nov 2025 14:30");
  });

  it("knows a zone from a wish", () => {
    expect(isZone("Europe/Berlin")).toBe(true);
    expect(isZone("Mars/Olympus")).toBe(false);
  });
});

describe("text", () => {
  it("cuts ids in the middle and leaves short ones whole", () => {
    expect(cutMiddle("a59c8eb3-f48c-4c1b-9d22-1111b9d2")).toBe("a59c8eb3…b9d2");
    expect(cutMiddle("AAECAwQF")).toBe("AAECAwQF");
  });

  it("writes figures as people read them", () => {
    expect(formatShare(0.986)).toBe("98.6 %");
    expect(formatShare(1)).toBe("100 %");
    expect(plural(1, "attempt")).toBe("1 attempt");
    expect(plural(1_200, "try", "tries")).toBe("1,200 tries");
    expect(formatBytes(64)).toBe("64 B");
    expect(formatBytes(65_536)).toBe("64 KiB");
    expect(sentenceCase("IDENTITY_CHECK")).toBe("Identity check");
  });
});
