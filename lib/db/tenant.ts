import { sql } from "drizzle-orm";
import type { TenantId } from "@/lib/ids";
import type { Database, Tx } from "./client";

/**
 * Runs `work` in one transaction that can see and write only rows of `tenantId` (row-level security). The tenant
 * is set transaction-locally, so it cannot leak to the next user of a pooled connection. No network call, sleep
 * or workflow start belongs inside.
 */
export async function asTenant<Result>(
  db: Database,
  tenantId: TenantId,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return db.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant_id', ${tenantId}, true)`);
    return work(tx);
  });
}
