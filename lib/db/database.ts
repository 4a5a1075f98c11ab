import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import type * as schema from "./schema";

export type Orm = PostgresJsDatabase<typeof schema>;
/** Inside a transaction that has its tenant set; what verbs query with. */
export type Tx = Parameters<Parameters<Orm["transaction"]>[0]>[0];

/**
 * A process's connections to Postgres. `orm` is for verbs, inside `asTenant`. `sql` is for the few hand-written
 * statements of the hot path: a client of its own, because drizzle replaces the date and JSON serializers of the
 * client it is given.
 */
export type Database = {
  readonly orm: Orm;
  readonly sql: postgres.Sql;
  /**
   * Calls `onPayload` for each NOTIFY on `channel` until the returned function is called, over the one connection of
   * this process that listens. A lost connection comes back by itself; `onListening` is called whenever it begins to
   * listen: what was said between two of these calls was not heard.
   */
  readonly listen: (
    channel: string,
    onPayload: (payload: string) => void,
    onListening?: () => void,
  ) => Promise<() => Promise<void>>;
  readonly close: () => Promise<void>;
};
