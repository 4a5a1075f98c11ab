import { and, eq } from "drizzle-orm";
import { dataKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { TenantId } from "@/lib/ids";
import type { Runtime } from "../context";

const BATCH = 100;
type Found = { tenant_id: TenantId; id: string; wrapped: Buffer };

/**
 * Wraps the data keys of all tenants by the first of GATEHOUSE_ROOT_KEY, so that the others can be taken out of it. Bodies
 * and secrets are not touched. Safe to repeat and to interrupt. Throws MisconfiguredError when a key's root key is in the
 * list no more. Gives how many were wrapped anew.
 */
export async function rewrapDataKeys(runtime: Runtime): Promise<number> {
  const { rootKeyId } = runtime.keyring;
  let rewrapped = 0;
  for (;;) {
    // Each batch leaves the set that the next one is taken from.
    // oxlint-disable-next-line no-await-in-loop
    const found = await runtime.db.sql<Found[]>`
      select tenant_id, id, wrapped from system_other_root_keys(${rootKeyId}, ${BATCH})`;
    if (found.length === 0) return rewrapped;
    for (const { tenant_id: tenantId, ...key } of found) {
      const wrapped = runtime.keyring.rewrap(tenantId, key);
      // oxlint-disable-next-line no-await-in-loop
      await asTenant(runtime.db, tenantId, (tx) =>
        tx
          .update(dataKeys)
          .set({ wrapped, rootKeyId })
          .where(and(eq(dataKeys.tenantId, tenantId), eq(dataKeys.id, key.id))),
      );
    }
    rewrapped += found.length;
  }
}
