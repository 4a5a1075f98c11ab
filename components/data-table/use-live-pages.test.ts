import { describe, expect, it } from "vitest";
import { mergeLatest } from "./use-live-pages";

type Row = { id: string; state: string };
const row = (id: string, state = "old"): Row => ({ id, state });
const idOf = ({ id }: Row) => id;

describe("merging the newest page into a shown list", () => {
  it("updates shown rows in place and counts what came since", () => {
    const merged = mergeLatest([row("b"), row("a")], [row("d"), row("c"), row("b", "new"), row("a")], idOf);
    expect(merged).toEqual({ rows: [row("b", "new"), row("a")], freshCount: 2 });
  });

  it("counts the whole page when nothing of it is shown", () => {
    expect(mergeLatest([row("a")], [row("d"), row("c")], idOf).freshCount).toBe(2);
  });

  it("keeps older rows that the newest page no longer holds", () => {
    expect(mergeLatest([row("b"), row("a")], [row("b")], idOf)).toEqual({
      rows: [row("b"), row("a")],
      freshCount: 0,
    });
  });

  it("counts neither a row that left the filter nor what moved up behind it", () => {
    const shown = [row("c"), row("b"), row("a")];
    expect(mergeLatest(shown, [row("b"), row("a"), row("0")], idOf).freshCount).toBe(0);
  });

  it("counts an older row that fits the filter only now", () => {
    const shown = [row("d"), row("b"), row("a")];
    expect(mergeLatest(shown, [row("d"), row("c"), row("b"), row("a")], idOf).freshCount).toBe(1);
  });
});
