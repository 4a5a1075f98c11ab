import type { CheckRow } from "./check-row";
import { newId, type CheckId } from "@/lib/ids";
import type { StartCheckRequest } from "@/lib/protocol/requests";
import type { ServiceContext } from "../context";
import type { PayloadRow } from "../payloads";
import { sealPayload } from "../payloads";
import type { RegisteredKey, Registration } from "../registry";
import { findCheckByMaxsightId } from "./find-check";

export type AcceptInput = {
  registration: Registration;
  key: RegisteredKey;
  request: StartCheckRequest;
  /** The request's headers, for the evidence of the exchange; the signature in them is not a secret. */
  headers: Record<string, string>;
};

export type Accepted = { kind: "new" | "repeat"; check: CheckRow };

/** What is kept of the start request: the later calls of a check do not repeat it (PROTOCOL 9.1). */
export type StoredStart = {
  headers: Record<string, string>;
  body: { check_input: Record<string, unknown>; provider_config?: unknown; [member: string]: unknown };
};

/**
 * Stores the check, once per (provider, Maxsight id): the committed row is the acceptance. One round trip. A repeat
 * gives the row of the first call, whatever has become of it. The customer's credentials are kept apart, encrypted,
 * and only when a lifecycle will need them.
 */
export async function acceptCheck(ctx: ServiceContext, input: AcceptInput): Promise<Accepted> {
  const { registration, request } = input;
  const template = registration.version.document.check_template.type;
  const { provider_credentials: credentials, ...body } = request;
  const isDemo = typeof request.demo_result === "string";
  const stored: StoredStart = { headers: input.headers, body: { ...body, check_input: request.check_input } };
  const inputPayload = await sealPayload(ctx, "input", stored);
  const needsCredentials = !isDemo && template !== "ONE_TIME_SYNCHRONOUS" && credentials != null;
  const credentialsPayload = needsCredentials ? await sealPayload(ctx, "credentials", credentials) : null;

  const check = newCheckRow(ctx, input, { inputPayload, credentialsPayload });
  const isNew = await insertCheck(ctx, check, [
    inputPayload,
    ...(credentialsPayload === null ? [] : [credentialsPayload]),
  ]);
  if (isNew) return { kind: "new", check };
  const existing = await findCheckByMaxsightId(ctx, {
    providerId: registration.providerId,
    maxsightId: request.id,
  });
  if (existing === null) return acceptCheck(ctx, input);
  return { kind: "repeat", check: existing };
}

function newCheckRow(
  ctx: ServiceContext,
  { registration, key, request }: AcceptInput,
  payloads: { inputPayload: PayloadRow; credentialsPayload: PayloadRow | null },
): CheckRow {
  const now = ctx.now();
  const id = newId<CheckId>(now.getTime());
  const { document, number } = registration.version;
  const template = document.check_template.type;
  const isDemo = typeof request.demo_result === "string";
  return {
    id,
    tenantId: ctx.tenantId,
    providerId: registration.providerId,
    maxsightId: request.id,
    // A demo reference must not collide with a live one and should be recognisable (PROTOCOL 9.1).
    reference: isDemo ? `DEMO-${id}` : id,
    version: number,
    signingKeyId: key.id,
    environment: key.environment,
    checkType: document.check_type,
    checkTemplate: template,
    isDemo,
    demoResult: request.demo_result ?? null,
    state: "accepted",
    outcome: null,
    decision: null,
    errorType: null,
    providerReference: null,
    startAnswered: null,
    inputPayloadId: payloads.inputPayload.id,
    credentialsPayloadId: payloads.credentialsPayload?.id ?? null,
    progressPayloadId: null,
    resultPayloadId: null,
    startedAt: null,
    readyAt: null,
    resultAt: null,
    notifiedAt: null,
    acknowledgedAt: null,
    fetchedAt: null,
    finishedAt: null,
    nextPollAt: null,
    pollCount: 0,
    engineDueAt: template === "ONE_TIME_SYNCHRONOUS" ? null : now,
    createdAt: now,
  };
}

/**
 * One statement: tenant, check and payloads. The policy's check runs on each row after `set_config` has run, since
 * the rows come out of that CTE; a conflict inserts nothing at all.
 */
async function insertCheck(ctx: ServiceContext, check: CheckRow, bodies: PayloadRow[]): Promise<boolean> {
  const { sql } = ctx.db;
  const body = (row: PayloadRow | undefined) =>
    row === undefined
      ? sql``
      : sql`, ${sql(`body_${row.class}`)} as (
          insert into payloads (id, tenant_id, class, ciphertext, size, created_at, expires_at)
          select ${row.id}::uuid, ${row.tenantId}::uuid, ${row.class}, ${row.ciphertext}::bytea, ${row.size}::int,
                 ${row.createdAt ?? null}::timestamptz, ${row.expiresAt ?? null}::timestamptz
          from new_check)`;
  const inserted = await sql`
    with tenant as materialized (select set_config('app.tenant_id', ${ctx.tenantId}, true)),
    new_check as (
      insert into checks (id, tenant_id, provider_id, maxsight_id, reference, version, signing_key_id, environment,
        check_type, check_template, is_demo, demo_result, state, input_payload_id, credentials_payload_id,
        engine_due_at, created_at)
      select ${check.id}::uuid, ${check.tenantId}::uuid, ${check.providerId}::uuid, ${check.maxsightId}::uuid,
        ${check.reference}, ${check.version}::int, ${check.signingKeyId}::uuid, ${check.environment},
        ${check.checkType}, ${check.checkTemplate}, ${check.isDemo}::boolean, ${check.demoResult}, ${check.state},
        ${check.inputPayloadId}::uuid, ${check.credentialsPayloadId}::uuid,
        ${check.engineDueAt}::timestamptz, ${check.createdAt}::timestamptz
      from tenant
      on conflict (provider_id, maxsight_id) do nothing
      returning id)${body(bodies[0])}${body(bodies[1])}
    select id from new_check`;
  return inserted.length === 1;
}
