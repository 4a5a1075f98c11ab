"use client";
import { useMemo, useState, useTransition } from "react";

/** A page as it travels to the browser. `next` is opaque: it goes back as it came. */
export type ListPage<Row, Cursor> = { rows: readonly Row[]; next: Cursor | null };

type LivePagesInput<Row, Cursor> = {
  /** The newest page, as the server just read it; a new object each time. */
  latest: ListPage<Row, Cursor>;
  rowId: (row: Row) => string;
  loadOlder: (cursor: Cursor) => Promise<ListPage<Row, Cursor>>;
};

type LivePages<Row> = {
  rows: readonly Row[];
  /** `hasMore`: the newest page has none of the rows shown, so more may have come than it holds. */
  fresh: { count: number; hasMore: boolean; onShow: () => void };
  /** Null on the last page. */
  loadOlder: (() => void) | null;
  isLoading: boolean;
  hasFailed: boolean;
};

/**
 * Keeps a list still while the server's newest page changes: rows shown are updated in place, rows that came since
 * wait behind a count, older pages are appended.
 */
export function useLivePages<Row, Cursor>(input: LivePagesInput<Row, Cursor>): LivePages<Row> {
  const { latest, rowId } = input;
  const [shown, setShown] = useState(latest);
  const [hasFailed, setHasFailed] = useState(false);
  const [isLoading, startLoading] = useTransition();
  // The first rows of an empty list show by themselves; from then on new ones wait.
  const isFirst = shown.rows.length === 0 && latest.rows.length > 0;
  if (isFirst) setShown(latest);
  const current = isFirst ? latest : shown;
  const merged = useMemo(
    () => mergeLatest(current.rows, latest.rows, rowId),
    [current.rows, latest.rows, rowId],
  );
  const { next } = current;

  const loadOlder = (cursor: Cursor) =>
    startLoading(async () => {
      try {
        const older = await input.loadOlder(cursor);
        setShown({ rows: [...current.rows, ...older.rows], next: older.next });
        setHasFailed(false);
      } catch {
        setHasFailed(true);
      }
    });

  return {
    rows: merged.rows,
    fresh: {
      count: merged.freshCount,
      hasMore: latest.next !== null && merged.freshCount === latest.rows.length,
      onShow: () => setShown(latest),
    },
    loadOlder: next === null ? null : () => loadOlder(next),
    isLoading,
    hasFailed,
  };
}

/**
 * The shown rows in their newest form, and how many came since. What follows the last row we know is not new: it moved
 * up because another left the filter.
 */
export function mergeLatest<Row>(
  shown: readonly Row[],
  latest: readonly Row[],
  rowId: (row: Row) => string,
): { rows: readonly Row[]; freshCount: number } {
  const newest = new Map(latest.map((row) => [rowId(row), row]));
  const known = new Set(shown.map((row) => rowId(row)));
  const lastKnown = latest.findLastIndex((row) => known.has(rowId(row)));
  const recent = lastKnown === -1 ? latest : latest.slice(0, lastKnown);
  return {
    rows: shown.map((row) => newest.get(rowId(row)) ?? row),
    freshCount: shown.length === 0 ? 0 : recent.filter((row) => !known.has(rowId(row))).length,
  };
}
