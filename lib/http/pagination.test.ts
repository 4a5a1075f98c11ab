import { assert, property, string } from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor, decodeNumberCursor, encodeCursor, encodeNumberCursor } from "./pagination";

describe("cursors", () => {
  it("come back as the place they were made from", () => {
    const position = { at: new Date("2026-11-20T10:00:00.123Z"), id: "018f0000-0000-7000-8000-000000000001" };
    expect(decodeCursor(encodeCursor(position) ?? "")).toEqual(position);
    expect(decodeNumberCursor(encodeNumberCursor(17) ?? "")).toBe(17);
    expect(encodeCursor(null)).toBeNull();
    expect(decodeCursor(undefined)).toBeNull();
  });

  it("of any other origin are refused, whatever they hold", () => {
    assert(
      property(string({ maxLength: 200 }), (text) => {
        expect(() => decodeCursor(text)).toThrow("The cursor is not one of ours.");
        expect(() => decodeNumberCursor(text)).toThrow("The cursor is not one of ours.");
      }),
      { numRuns: 2000 },
    );
  });
});
