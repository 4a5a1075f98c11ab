import { describe, expect, it } from "vitest";
import { diffJson } from "./structural-diff";

const hit = (id: string, name: string) => ({ provider: { hit_id: id }, name });

describe("the difference of two results", () => {
  it("is empty for equal values", () => {
    expect(diffJson({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([]);
  });

  it("names each member by its pointer", () => {
    const before = { name: "Ada", born: "1990", "a/b": 1 };
    expect(diffJson(before, { name: "Eve", "a/b": 2, country: "GBR" })).toEqual([
      { kind: "changed", path: "/name", before: "Ada", after: "Eve" },
      { kind: "removed", path: "/born", before: "1990" },
      { kind: "changed", path: "/a~1b", before: 1, after: 2 },
      { kind: "added", path: "/country", after: "GBR" },
    ]);
  });

  it("compares hits by their id, whatever their order", () => {
    const before = { hits: [hit("1", "A"), hit("2", "B")] };
    expect(diffJson(before, { hits: [hit("2", "B"), hit("1", "A")] })).toEqual([]);
    expect(diffJson(before, { hits: [hit("3", "C"), hit("2", "BB")] })).toEqual([
      { kind: "removed", path: "/hits/0", before: hit("1", "A") },
      { kind: "added", path: "/hits/0", after: hit("3", "C") },
      { kind: "changed", path: "/hits/1/name", before: "B", after: "BB" },
    ]);
  });

  it("compares lists without identities by position", () => {
    expect(diffJson(["x", "y", "z"], ["x", "w"])).toEqual([
      { kind: "changed", path: "/1", before: "y", after: "w" },
      { kind: "removed", path: "/2", before: "z" },
    ]);
  });
});
