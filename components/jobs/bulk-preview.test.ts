import { expect, it } from "vitest";
import { namesText, totalWithout } from "./bulk-preview";

it("counts what stays in when conflicts are left out", () => {
  const preview = {
    total: 10,
    isTooMany: false,
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
