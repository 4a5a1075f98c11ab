import { type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * Whether a column holds one of `values`, for lists whose length varies: they are one parameter, so that the statement is
 * the same for each length and prepared once per connection. `inArray` is for short lists that never change.
 */
export function anyOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} = any(${sql.param(values)}::${sql.raw(column.getSQLType())}[])`;
}
