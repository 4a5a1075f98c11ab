import type { DataKeyStore, WrappedDataKey } from "@/lib/crypto/keyring";
import type { Database } from "@/lib/db/client";
import type { TenantId } from "@/lib/ids";
import type postgres from "postgres";

/**
 * Wrapped data keys in Postgres. The first key of a tenant is made once, however many processes race for it. Over the
 * connections of `sql`, never those of the verbs: bodies are opened inside transactions, and when each of those holds a
 * connection and waits for one more to read its key, nobody gets any.
 */
export function createDataKeyStore(db: Database): DataKeyStore {
  return {
    load: (tenantId) => inTenant(db, tenantId, (tx) => newestFirst(tx, tenantId)),
    createFirst: (tenantId, { id, wrapped, rootKeyId }) =>
      inTenant(db, tenantId, async (tx) => {
        await tx`select pg_advisory_xact_lock(hashtext(${`data-key/${tenantId}`}))`;
        const [existing] = await newestFirst(tx, tenantId);
        if (existing !== undefined) return existing;
        await tx`
          insert into data_keys (id, tenant_id, wrapped, root_key_id)
          values (${id}, ${tenantId}, ${wrapped}, ${rootKeyId})`;
        return { id, wrapped };
      }),
  };
}

async function inTenant<Result>(
  db: Database,
  tenantId: TenantId,
  work: (tx: postgres.TransactionSql) => Promise<Result>,
): Promise<Result> {
  const { result } = await db.sql.begin(async (tx) => {
    await tx`select set_config('app.tenant_id', ${tenantId}, true)`;
    return { result: await work(tx) };
  });
  return result;
}

function newestFirst(tx: postgres.TransactionSql, tenantId: TenantId): Promise<WrappedDataKey[]> {
  return tx<WrappedDataKey[]>`
    select id, wrapped from data_keys where tenant_id = ${tenantId} order by created_at desc, id desc`;
}
