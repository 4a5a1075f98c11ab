import { announceChanges } from "@/lib/db/changes";
import type { Database } from "@/lib/db/client";
import { columnText } from "@/lib/db/column-text";
import type { TenantId } from "@/lib/ids";
import type { PayloadRow } from "../payloads";
import type { ExchangeRow } from "./exchange-row";

/** Writes exchanges and their bodies of one tenant in one statement, one round trip. */
export async function insertExchanges(
  db: Database,
  tenantId: TenantId,
  rows: { exchanges: readonly ExchangeRow[]; bodies: readonly PayloadRow[] },
): Promise<void> {
  const column = (read: (row: ExchangeRow) => unknown) => rows.exchanges.map((row) => columnText(read(row)));
  const body = (read: (row: PayloadRow) => unknown) => rows.bodies.map((row) => columnText(read(row)));
  await db.sql`
    with tenant as materialized (select set_config('app.tenant_id', ${tenantId}, true)),
    new_body as (
      insert into payloads (id, tenant_id, class, ciphertext, size, created_at, expires_at)
      select b.id::uuid, ${tenantId}::uuid, b.class, decode(b.ciphertext, 'hex'), b.size::int,
        b.created_at::timestamptz, b.expires_at::timestamptz
      from tenant, unnest(
        ${body((row) => row.id)}::text[], ${body((row) => row.class)}::text[], ${body((row) => row.ciphertext)}::text[],
        ${body((row) => row.size)}::text[], ${body((row) => row.createdAt)}::text[], ${body((row) => row.expiresAt)}::text[]
      ) as b(id, class, ciphertext, size, created_at, expires_at))
    insert into exchanges (id, tenant_id, provider_id, check_id, peer, direction, operation, attempt, method, url, status,
      error_code, started_at, duration_ms, timings, request_size, response_size, request_payload_id, response_payload_id)
    select e.id::uuid, ${tenantId}::uuid, e.provider_id::uuid, e.check_id::uuid, e.peer, e.direction, e.operation,
      e.attempt::int, e.method, e.url, e.status::int, e.error_code, e.started_at::timestamptz, e.duration_ms::int,
      e.timings::jsonb, e.request_size::int, e.response_size::int, e.request_payload_id::uuid, e.response_payload_id::uuid
    from tenant, unnest(
      ${column((row) => row.id)}::text[], ${column((row) => row.providerId)}::text[], ${column((row) => row.checkId)}::text[],
      ${column((row) => row.peer)}::text[], ${column((row) => row.direction)}::text[], ${column((row) => row.operation)}::text[],
      ${column((row) => row.attempt ?? 1)}::text[], ${column((row) => row.method)}::text[], ${column((row) => row.url)}::text[],
      ${column((row) => row.status)}::text[], ${column((row) => row.errorCode)}::text[], ${column((row) => row.startedAt)}::text[],
      ${column((row) => row.durationMs)}::text[], ${column((row) => row.timings)}::text[],
      ${column((row) => row.requestSize ?? 0)}::text[], ${column((row) => row.responseSize ?? 0)}::text[],
      ${column((row) => row.requestPayloadId)}::text[], ${column((row) => row.responsePayloadId)}::text[]
    ) as e(id, provider_id, check_id, peer, direction, operation, attempt, method, url, status, error_code, started_at,
      duration_ms, timings, request_size, response_size, request_payload_id, response_payload_id)`;
  if (rows.exchanges.some(({ checkId }) => checkId != null)) announceChanges(db, tenantId, ["checks"]);
}
