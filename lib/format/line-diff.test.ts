import { describe, expect, it } from "vitest";
import { type DiffGap, type DiffLine, diffLines, foldDiff } from "./line-diff";

const SIGNS = { same: " ", removed: "-", added: "+" } as const;
const drawn = (lines: readonly (DiffLine | DiffGap)[]) =>
  lines.map((line) => (line.kind === "gap" ? `… ${line.lines}` : `${SIGNS[line.kind]}${line.text}`));

describe("diffLines", () => {
  it("shows what came and went, with the line numbers of both sides", () => {
    expect(diffLines("a\nb\nc", "a\nx\nc\nd")).toEqual([
      { kind: "same", left: 1, right: 1, text: "a" },
      { kind: "removed", left: 2, text: "b" },
      { kind: "added", right: 2, text: "x" },
      { kind: "same", left: 3, right: 3, text: "c" },
      { kind: "added", right: 4, text: "d" },
    ]);
  });

  it("keeps the longest common lines", () => {
    expect(drawn(diffLines("a\nb\nc\nd\ne", "x\nb\nd\ny\ne"))).toEqual([
      "-a",
      "+x",
      " b",
      "-c",
      " d",
      "+y",
      " e",
    ]);
  });

  it("counts on from a shifted tail", () => {
    expect(diffLines("a\nz", "a\nb\nz").at(-1)).toEqual({ kind: "same", left: 2, right: 3, text: "z" });
  });

  it("finds nothing in the same text", () => {
    expect(drawn(diffLines("a\nb", "a\nb"))).toEqual([" a", " b"]);
  });
});

describe("foldDiff", () => {
  it("counts the lines far from any difference", () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`).join("\n");
    const folded = foldDiff(diffLines(before, before.replace("line 10", "other")), 1);
    expect(drawn(folded)).toEqual(["… 9", " line 9", "-line 10", "+other", " line 11", "… 8"]);
  });
});
