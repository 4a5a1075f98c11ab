import { describe, expect, it } from "vitest";
import { RecentMap } from "./recent-map";

function filled(names: string[], limit: number): RecentMap<string> {
  const map = new RecentMap<string>(limit);
  for (const name of names) map.set(name, name.toUpperCase());
  return map;
}

describe("a map of recent values", () => {
  it("never holds more than its limit, and the newest are there", () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `n${index}`);
    const map = filled(names, 10);
    const held = names.filter((name) => map.get(name) !== undefined);
    expect(held.length).toBeLessThanOrEqual(10);
    expect(map.get("n999")).toBe("N999");
  });

  it("keeps what is asked for again and again, however many others come", () => {
    const map = filled(["busy"], 10);
    for (let index = 0; index < 1_000; index += 1) {
      map.set(`n${index}`, "");
      expect(map.get("busy")).toBe("BUSY");
    }
  });

  it("forgets what it is told to, of either generation", () => {
    const map = filled(["a", "b", "c", "d", "e", "f"], 10);
    map.delete("a");
    map.delete("f");
    expect(["a", "b", "f"].map((name) => map.get(name))).toEqual([undefined, "B", undefined]);
    map.clear();
    expect(map.get("b")).toBeUndefined();
  });
});
