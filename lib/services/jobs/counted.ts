import { MAX_JOB_ITEMS } from "./schemas";

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

/** The size of a set that was counted up to one more than a job may have. */
export function sizeOf(rows: readonly Count[]): { total: number; isTooMany: boolean } {
  const found = sum(rows);
  return { total: Math.min(found, MAX_JOB_ITEMS), isTooMany: found > MAX_JOB_ITEMS };
}

/** Those of each provider together, with how many they are; most first. */
export function byProvider<Row extends Count & { slug: string; name: string }>(
  rows: readonly Row[],
): { slug: string; name: string; count: number; rows: Row[] }[] {
  const slugs = new Map(rows.map(({ slug, name }) => [slug, name]));
  return [...slugs]
    .map(([slug, name]) => {
      const own = rows.filter((row) => row.slug === slug);
      return { slug, name, count: sum(own), rows: own };
    })
    .sort((a, b) => b.count - a.count);
}
