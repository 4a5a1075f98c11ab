import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import type { Page, PageRequest, Position } from "@/lib/services/page";

/** The query parameters of every list. */
export const PageQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: "How many to return, 1 to 200." }),
  cursor: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "`next_cursor` of the page before; the first page when left out." }),
});
export type PageQuery = z.output<typeof PageQuery>;

/** The envelope of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    next_cursor: z.string().nullable().meta({ description: "null on the last page." }),
  });
}

/** A cursor is opaque to clients but needs no signature: it can only move inside the caller's own rows. */
export function encodeCursor(position: Position | null): string | null {
  if (position === null) return null;
  return Buffer.from(`${position.at.getTime()}.${position.id}`, "utf8").toString("base64url");
}

/** Throws InvalidInputError for anything encodeCursor did not make. */
export function decodeCursor(cursor: string | undefined): Position | null {
  if (cursor === undefined) return null;
  const [, atMs, id] = /^(0|[1-9]\d{0,12})\.([0-9a-f-]{36})$/.exec(textOf(cursor)) ?? [];
  if (atMs === undefined || !isUuid(id)) throw badCursor();
  return { at: new Date(Number(atMs)), id };
}

/** The page a client asks for. */
export function toPageRequest(query: { limit: number; cursor?: string | undefined }): PageRequest {
  return { limit: query.limit, after: decodeCursor(query.cursor) };
}

/** A page of rows as the client sees it. */
export function toList<Row, Item>(
  page: Page<Row>,
  toItem: (row: Row) => Item,
): { data: Item[]; next_cursor: string | null } {
  return { data: page.items.map((row) => toItem(row)), next_cursor: encodeCursor(page.next) };
}

/** Cursors of lists that are sorted by a number (versions). */
export function encodeNumberCursor(number: number | null): string | null {
  return number === null ? null : Buffer.from(`n${number}`, "utf8").toString("base64url");
}

/** Throws InvalidInputError for anything encodeNumberCursor did not make. */
export function decodeNumberCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const number = /^n(0|[1-9]\d{0,8})$/.exec(textOf(cursor))?.[1];
  if (number === undefined) throw badCursor();
  return Number(number);
}

/** Node decodes base64url leniently: whatever does not encode back to itself was not made here. */
function textOf(cursor: string): string {
  const bytes = Buffer.from(cursor, "base64url");
  if (bytes.toString("base64url") !== cursor) throw badCursor();
  return bytes.toString("utf8");
}

function badCursor(): InvalidInputError {
  return new InvalidInputError("The cursor is not one of ours.", [
    { path: "/cursor", message: "must be the next_cursor of an earlier page" },
  ]);
}
