import { describe, expect, it } from "vitest";
import type { AttentionItemView } from "./attention-view";
import { mergeItems } from "./use-item-pages";

const item = (key: string, attempts = 1): AttentionItemView => ({
  key,
  attempts,
  firstAt: "2026-11-24T10:00:00.000Z",
  lastAt: "2026-11-24T10:00:00.000Z",
  providerName: null,
  subject: key,
  href: null,
  sentence: "It is stuck.",
  nextStep: null,
  nextAutomaticAt: null,
  size: 1,
  owner: null,
  breaker: null,
  remapCheckId: null,
  resendId: null,
  snoozedUntil: null,
  dismissedAt: null,
  remark: null,
});

const keysOf = (items: readonly AttentionItemView[]) => items.map(({ key }) => key);

describe("the items of an open group", () => {
  it("change in their place, and new ones wait", () => {
    const merged = mergeItems([item("b"), item("a")], {
      items: [item("c"), item("b", 2), item("a")],
      hasMore: false,
    });
    expect(merged).toEqual({ items: [item("b", 2), item("a")], freshCount: 1 });
  });

  it("leave when they are mended", () => {
    const merged = mergeItems([item("c"), item("b"), item("a")], {
      items: [item("c"), item("a")],
      hasMore: false,
    });
    expect(keysOf(merged.items)).toEqual(["c", "a"]);
    expect(merged.freshCount).toBe(0);
  });

  it("stay where the latest page says nothing about them", () => {
    const merged = mergeItems([item("d"), item("c"), item("b"), item("a")], {
      items: [item("d"), item("b")],
      hasMore: true,
    });
    expect(keysOf(merged.items)).toEqual(["d", "b", "a"]);
  });

  it("do not count as new what moved up behind the last known one", () => {
    const merged = mergeItems([item("c"), item("b")], { items: [item("b"), item("a")], hasMore: true });
    expect(merged.freshCount).toBe(0);
    expect(keysOf(merged.items)).toEqual(["b"]);
  });
});
