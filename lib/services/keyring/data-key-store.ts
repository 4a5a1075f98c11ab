import { desc, eq, sql } from "drizzle-orm";
import type { DataKeyStore } from "@/lib/crypto/keyring";
import type { Database } from "@/lib/db/client";
import { dataKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";

/** Wrapped data keys in Postgres. The first key of a tenant is made once, however many processes race for it. */
export function createDataKeyStore(db: Database): DataKeyStore {
  return {
    load: (tenantId) =>
      asTenant(db, tenantId, (tx) =>
        tx
          .select({ id: dataKeys.id, wrapped: dataKeys.wrapped })
          .from(dataKeys)
          .where(eq(dataKeys.tenantId, tenantId))
          .orderBy(desc(dataKeys.createdAt), desc(dataKeys.id)),
      ),
    createFirst: (tenantId, key) =>
      asTenant(db, tenantId, async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`data-key/${tenantId}`}))`);
        const [existing] = await tx
          .select({ id: dataKeys.id, wrapped: dataKeys.wrapped })
          .from(dataKeys)
          .where(eq(dataKeys.tenantId, tenantId))
          .limit(1);
        if (existing !== undefined) return existing;
        await tx.insert(dataKeys).values({ ...key, tenantId });
        return { id: key.id, wrapped: key.wrapped };
      }),
  };
}
