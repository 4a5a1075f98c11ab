import { type SQL, sql } from "drizzle-orm";

/** What stays in a set when what these conflicts speak against is left out; undefined where nothing is. */
export function withoutConflicts<Kind extends string>(
  conflictOf: SQL<Kind | null>,
  exclude: readonly Kind[] = [],
): SQL | undefined {
  return exclude.length === 0 ? undefined : sql`coalesce(${conflictOf}, '') not in ${[...exclude]}`;
}
