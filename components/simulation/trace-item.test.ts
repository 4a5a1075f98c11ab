import { expect, it } from "vitest";
import { itemsOf, type TraceItem } from "./trace-item";

const note = (seq: number, second: number, check: number | null): TraceItem => ({
  seq,
  at: `2026-11-24T12:00:0${second}.000Z`,
  check,
  kind: "note",
  text: "",
});

const ITEMS = [note(0, 1, null), note(1, 2, 1), note(2, 4, 2), note(3, 3, 1), note(4, 3, 2)];
const seqs = (items: readonly TraceItem[]) => items.map(({ seq }) => seq);

it("puts a call where it began, and keeps the order of what happened at once", () => {
  expect(seqs(itemsOf(ITEMS, null))).toEqual([0, 1, 3, 4, 2]);
});

it("shows one check with what belongs to all", () => {
  expect(seqs(itemsOf(ITEMS, 2))).toEqual([0, 4, 2]);
});
