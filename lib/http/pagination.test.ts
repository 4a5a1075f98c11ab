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
    const refused = expect.objectContaining({ message: "The cursor is not one of ours." });
    // A random text may happen to be a cursor ("bjU" is 5), but then it is exactly the one we would make.
    const remade = (remake: () => string | null): unknown => {
      try {
        return remake();
      } catch (error) {
        return error;
      }
    };
    assert(
      property(string({ maxLength: 200 }), (text) => {
        expect([text, refused]).toContainEqual(remade(() => encodeCursor(decodeCursor(text))));
        expect([text, refused]).toContainEqual(remade(() => encodeNumberCursor(decodeNumberCursor(text))));
      }),
      { numRuns: 2000 },
    );
  });

  it("are refused in every spelling but our own", () => {
    for (const text of ["bjU=", "b jU", "bjV", "bjU!", "bjA1"]) {
      expect(() => decodeNumberCursor(text), text).toThrow("The cursor is not one of ours.");
    }
  });
});
