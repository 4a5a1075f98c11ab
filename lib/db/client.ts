import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { ARRAY_TYPES } from "./array-types";
import { flushChanges } from "./changes";
import type { Database } from "./database";
import { endingTransactions } from "./ending-transactions";
import { preparingStatements } from "./prepare-statements";
import * as schema from "./schema";

export type { Database, Tx } from "./database";

/** Opens pools; nothing connects before the first query. `max` is per pool. */
export function openDatabase(url: string, options: { max?: number; name?: string } = {}): Database {
  const settings = {
    max: options.max ?? 20,
    idle_timeout: 60,
    connect_timeout: 10,
    // The driver's own grows to 20 s with every failed query: Postgres would long be back and nobody would look.
    backoff: () => 0.05 + Math.random() * 0.2,
    onnotice: () => {},
    fetch_types: false,
    types: ARRAY_TYPES,
    connection: {
      application_name: options.name ?? "gatehouse",
      // No statement of ours runs long; a lost one must not hold locks under everybody else.
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  };
  const ormClient = endingTransactions(preparingStatements(postgres(url, settings)));
  const sql = endingTransactions(postgres(url, settings));
  const listener = postgres(url, { ...settings, max: 1, idle_timeout: 0 });
  const database: Database = {
    orm: drizzle(ormClient, { schema }),
    sql,
    listen: async (channel, onPayload, onListening) => {
      const subscription = await listener.listen(channel, onPayload, onListening);
      return () => subscription.unlisten();
    },
    close: async () => {
      await flushChanges(database);
      await Promise.all([
        ormClient.end({ timeout: 5 }),
        sql.end({ timeout: 5 }),
        listener.end({ timeout: 5 }),
      ]);
    },
  };
  return database;
}
