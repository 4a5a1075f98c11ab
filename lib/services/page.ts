/** A place in a list that is sorted newest first. Opaque outside: `lib/http/pagination.ts` writes it as a cursor. */
export type Position = { at: Date; id: string };

/** `limit` rows after `after`; from the newest when `after` is null. */
export type PageRequest = { limit: number; after: Position | null };

/** `next` is null on the last page. Lists are never counted. */
export type Page<Item> = { items: Item[]; next: Position | null };

export const FIRST_PAGE: PageRequest = { limit: 50, after: null };

/** Cuts `limit + 1` rows, which is what a list query selects, to a page. */
export function toPage<Row>(rows: Row[], limit: number, positionOf: (row: Row) => Position): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? positionOf(last) : null };
}
