import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { newId, type NotificationId } from "@/lib/ids";
import type { ServiceContext } from "../context";

type NotifiedCheck = { id: string; providerId: string; signingKeyId: string };

/**
 * Records that Maxsight must be told, in the transaction that makes it true. One per check, or one per update of a
 * monitored check: repeating it changes nothing. The caller holds the lock of the check's row, which keeps two
 * callers apart.
 */
export async function queueNotification(
  tx: Tx,
  ctx: ServiceContext,
  input: { check: NotifiedCheck; updateId?: string },
): Promise<void> {
  const { check } = input;
  const now = ctx.now();
  const id = newId<NotificationId>(now.getTime());
  const updateId = input.updateId ?? null;
  const kind = updateId === null ? "callback" : "monitored_notify";
  const at = now.toISOString();
  await tx.execute(sql`
    insert into notifications (id, tenant_id, provider_id, check_id, update_id, kind, state, signing_key_id,
      api_base_url, next_attempt_at, created_at)
    select ${id}::uuid, ${ctx.tenantId}::uuid, ${check.providerId}::uuid, ${check.id}::uuid, ${updateId}::uuid, ${kind},
      'queued', k.id, k.api_base_url, ${at}::timestamptz, ${at}::timestamptz
    from signing_keys k
    where k.tenant_id = ${ctx.tenantId}::uuid and k.id = ${check.signingKeyId}::uuid and not exists (
      select 1 from notifications n
      where n.check_id = ${check.id}::uuid and n.update_id is not distinct from ${updateId}::uuid)`);
}
