type Count = { count: number };

/** Together. */
export function sum(rows: readonly Count[]): number {
  return rows.reduce((total, row) => total + row.count, 0);
}

/** How many of each kind, zero or not. */
export function countEach<Kind extends string, Row extends Count>(
  kinds: readonly Kind[],
  rows: readonly Row[],
  kindOf: (row: Row) => Kind | null,
): { kind: Kind; count: number }[] {
  return kinds.map((kind) => ({ kind, count: sum(rows.filter((row) => kindOf(row) === kind)) }));
}
