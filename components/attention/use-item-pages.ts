"use client";
import { useState, useTransition } from "react";
import type { AttentionGroupView, AttentionItemView, LoadItems } from "./attention-view";

type Latest = Pick<AttentionGroupView, "items" | "hasMore">;

/**
 * The items of an open group while it goes on living: those shown are updated in place and leave when they are mended,
 * those that came since wait until somebody asks for them.
 */
export function useItemPages(group: AttentionGroupView, loadItems: LoadItems) {
  const [shown, setShown] = useState<Latest & { cursor: string | null }>({ ...group, cursor: null });
  const [hasFailed, setHasFailed] = useState(false);
  const [isLoading, start] = useTransition();
  const { items, freshCount } = mergeItems(shown.items, group);
  const loadMore = () =>
    start(async () => {
      const more = await loadItems(group.cause, shown.cursor).catch(() => null);
      setHasFailed(more === null);
      if (more === null) return;
      // The first page is read from the latest on, so it holds what the group came with.
      const before = shown.cursor === null ? [] : shown.items;
      setShown({ items: [...before, ...more.items], hasMore: more.next !== null, cursor: more.next });
    });
  return {
    items,
    freshCount,
    showFresh: () => setShown({ ...group, cursor: null }),
    loadMore: shown.hasMore ? loadMore : null,
    isLoading,
    hasFailed,
  };
}

/** `latest` is the top of the list as it is now; `hasMore` when older items follow it. */
export function mergeItems(
  shown: readonly AttentionItemView[],
  latest: Latest,
): { items: readonly AttentionItemView[]; freshCount: number } {
  const newest = new Map(latest.items.map((item) => [item.key, item]));
  const known = new Set(shown.map(({ key }) => key));
  const lastKnown = latest.items.findLastIndex(({ key }) => known.has(key));
  const coversTo = latest.hasMore ? shown.findLastIndex(({ key }) => newest.has(key)) : shown.length;
  const recent = lastKnown === -1 || !latest.hasMore ? latest.items : latest.items.slice(0, lastKnown);
  return {
    items: shown.flatMap((item, index) => newest.get(item.key) ?? (index < coversTo ? [] : [item])),
    freshCount: recent.filter(({ key }) => !known.has(key)).length,
  };
}
