import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { Position } from "./page";

/** The condition that continues a list sorted by `at desc, id desc`; undefined for the first page. */
export function afterPosition(
  columns: { at: AnyColumn; id: AnyColumn },
  after: Position | null,
): SQL | undefined {
  if (after === null) return undefined;
  return sql`(${columns.at}, ${columns.id}) < (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`;
}
