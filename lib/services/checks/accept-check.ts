import type { CheckRow } from "./check-row";
import { newId, type CheckId } from "@/lib/ids";
import { storableText } from "@/lib/storable-text";
import type { StartCheckRequest } from "@/lib/protocol/requests";
import type { ServiceContext } from "../context";
import type { PayloadRow } from "../payloads";
import { sealPayload } from "../payloads";
import type { RegisteredKey, Registration } from "../registry";
import { insertCheck } from "./check-inserter";
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
  const bodies = credentialsPayload === null ? [inputPayload] : [inputPayload, credentialsPayload];
  const isNew = await insertCheck(ctx.db, { check, bodies });
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
    demoResult: request.demo_result == null ? null : storableText(request.demo_result),
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
    deadlineAt: null,
    providerCancel: null,
    providerCancelAt: null,
    providerCancelAttempts: 0,
    heardAt: null,
    failingSince: null,
    failingCode: null,
    activeAfterEndAt: null,
    monitoringPausedAt: null,
    engineDueAt: template === "ONE_TIME_SYNCHRONOUS" ? null : now,
    createdAt: now,
  };
}
