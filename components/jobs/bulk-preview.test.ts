import { expect, it } from "vitest";
import { durationAt, namesText, pacesUpTo, totalWithout } from "./bulk-preview";

it("counts what stays in when conflicts are left out", () => {
  const preview = {
    total: 10,
    isTooMany: false,
    ratePerSecond: 20,
    conflicts: [
      { kind: "parked", count: 3 },
      { kind: "fetched", count: 2 },
    ],
  };
  expect(totalWithout(preview, [])).toBe(10);
  expect(totalWithout(preview, ["fetched"])).toBe(8);
  expect(totalWithout(preview, ["parked", "fetched"])).toBe(5);
});

it("names the first three, and how many there are beside them", () => {
  expect(namesText(["a", "b", "c"])).toBe("a, b, c");
  expect(namesText(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
});

it("offers gentler paces below the most, and says how long the longest line takes at one", () => {
  expect(pacesUpTo(20)).toEqual([20, 10, 5, 2, 1]);
  expect(pacesUpTo(5)).toEqual([5, 2, 1]);
  expect(durationAt([{ count: 30 }, { count: 100 }], 20)).toBe(5_000);
  expect(durationAt([{ count: 3 }], 20)).toBe(1_000);
});
