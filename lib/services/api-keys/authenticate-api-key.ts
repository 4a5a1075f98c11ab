import { and, eq, isNull, lt, or } from "drizzle-orm";
import { apiKeyPrefix, equalsSecretly, hashApiKey } from "@/lib/crypto/secrets";
import { apiKeys, type Role } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { UnauthenticatedError } from "@/lib/errors";
import type { TenantId } from "@/lib/ids";
import { contextFor, type Runtime, type ServiceContext } from "../context";

type KeyRow = {
  id: string;
  tenant_id: TenantId;
  name: string;
  hash: string;
  role: Role;
  expires_at: string | Date | null;
  revoked_at: string | Date | null;
};

/** `last used` is good to the minute: a write per request would cost more than it tells. */
const LAST_USED_RESOLUTION_MS = 60_000;

/**
 * The context of a presented API key: its tenant and role come from the key and from nothing else. Unknown, revoked
 * and expired keys look the same. Throws UnauthenticatedError.
 */
export async function authenticateApiKey(
  runtime: Runtime,
  presented: string,
  address: string | null = null,
): Promise<ServiceContext> {
  const prefix = apiKeyPrefix(presented);
  if (prefix === null) throw new UnauthenticatedError();
  const [row] = await runtime.db.sql<KeyRow[]>`
    select id, tenant_id, name, hash, role, expires_at, revoked_at from directory_api_key(${prefix})`;
  if (row === undefined || !equalsSecretly(row.hash, hashApiKey(presented))) throw new UnauthenticatedError();
  const nowMs = runtime.now().getTime();
  const isExpired = row.expires_at !== null && new Date(row.expires_at).getTime() <= nowMs;
  if (row.revoked_at !== null || isExpired) throw new UnauthenticatedError();
  await touch(runtime, row);
  const { id, name: label, role } = row;
  return contextFor(runtime, row.tenant_id, { kind: "api_key", id, label, role, address });
}

async function touch(runtime: Runtime, row: KeyRow): Promise<void> {
  const now = runtime.now();
  const stale = new Date(now.getTime() - LAST_USED_RESOLUTION_MS);
  await asTenant(runtime.db, row.tenant_id, (tx) =>
    tx
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(
        and(
          eq(apiKeys.tenantId, row.tenant_id),
          eq(apiKeys.id, row.id),
          or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, stale)),
        ),
      ),
  );
}
