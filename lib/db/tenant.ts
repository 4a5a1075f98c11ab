import { sql } from "drizzle-orm";
import type { TenantId } from "@/lib/ids";
import { announceChanges, watchWrites } from "./changes";
import type { Database, Tx } from "./client";
import { hidingParameters } from "./hiding-parameters";

/**
 * Runs `work` in one transaction that can see and write only rows of `tenantId` (row-level security). The tenant
 * is set transaction-locally, so it cannot leak to the next user of a pooled connection. No network call, sleep
 * or workflow start belongs inside. Pages that show what was written hear of it after the commit.
 */
export async function asTenant<Result>(
  db: Database,
  tenantId: TenantId,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  const { result, topics } = await hidingParameters(() =>
    db.orm.transaction(async (plain) => {
      // Sent together with the first statement of `work`, which Postgres takes after it; when it fails, so does that one.
      const isSet = plain.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`).execute();
      isSet.catch(() => {});
      const watched = watchWrites(plain);
      const result = await work(watched.tx);
      await isSet;
      return { result, topics: watched.topics };
    }),
  );
  if (topics.size > 0) announceChanges(db, tenantId, topics);
  return result;
}
