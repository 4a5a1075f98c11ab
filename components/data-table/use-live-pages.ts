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
  freshCount: number;
  showFresh: () => void;
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
  const current = shown.rows.length === 0 ? latest : shown;
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
    ...merged,
    showFresh: () => setShown(latest),
    loadOlder: next === null ? null : () => loadOlder(next),
    isLoading,
    hasFailed,
  };
}

/** The shown rows in their newest form, and how many of the newest are not shown yet. */
export function mergeLatest<Row>(
  shown: readonly Row[],
  latest: readonly Row[],
  rowId: (row: Row) => string,
): { rows: readonly Row[]; freshCount: number } {
  const newest = new Map(latest.map((row) => [rowId(row), row]));
  const firstShown = shown[0];
  const firstKnown =
    firstShown === undefined ? 0 : latest.findIndex((row) => rowId(row) === rowId(firstShown));
  return {
    rows: shown.map((row) => newest.get(rowId(row)) ?? row),
    freshCount: firstKnown === -1 ? latest.length : firstKnown,
  };
}
