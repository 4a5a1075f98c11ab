import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { WebhookDelivery, WebhookRefusal, WebhookVerdict } from "@/lib/connectors/connector";
import type { WebhookVerification } from "@/lib/connectors/webhook-definition";
import type { Tx } from "@/lib/db/client";
import { exchanges, inboundEvents, type InboundVerdict, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { sealPayload } from "../payloads";
import type { Registration } from "../registry";
import { toStoredDelivery } from "./stored-delivery";

export type EventRow = typeof inboundEvents.$inferSelect;

type Arrived = {
  registration: Registration;
  delivery: WebhookDelivery;
  verify: WebhookVerification | null;
  verdict: WebhookVerdict;
};

export type Recorded = { event: EventRow; isNew: boolean };

/**
 * Keeps a webhook raw and encrypted, whatever came of it, once per event id or body. The exchange of the timeline has
 * the event's own id, so that matching it later to a check needs no search.
 */
export async function recordEvent(ctx: ServiceContext, arrived: Arrived): Promise<Recorded> {
  const { registration, delivery, verify, verdict } = arrived;
  const payload = await sealPayload(ctx, "inbound", toStoredDelivery(keptOf(delivery, verdict), verify));
  const receivedAt = new Date(delivery.receivedAtMs);
  const row: EventRow = {
    id: newId(delivery.receivedAtMs),
    tenantId: ctx.tenantId,
    providerId: registration.providerId,
    checkId: null,
    dedupeKey: dedupeKeyOf(delivery, verdict),
    eventId: verdict.verdict === "accepted" ? verdict.eventId : null,
    providerReference: verdict.verdict === "accepted" ? verdict.providerReference : null,
    verdict: storedVerdict(verdict, verify),
    state: verdict.verdict === "accepted" ? "unmatched" : "failed",
    version: registration.version.number,
    payloadId: payload.id,
    size: delivery.rawBody.length,
    createdAt: receivedAt,
    appliedAt: null,
    ignoredReason: null,
    ignoredBy: null,
  };
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const inserted = await tx
      .insert(inboundEvents)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: inboundEvents.id });
    if (inserted.length === 0) {
      return { event: (await findSame(tx, row)) ?? row, isNew: false };
    }
    await tx.insert(payloads).values(payload);
    await tx.insert(exchanges).values({
      id: row.id,
      tenantId: ctx.tenantId,
      providerId: row.providerId,
      checkId: null,
      peer: "provider",
      direction: "in",
      operation: "webhook",
      method: delivery.method,
      url: pathOf(delivery.target),
      status: verdict.verdict === "accepted" ? 200 : 401,
      errorCode: verdict.verdict === "accepted" ? null : verdict.reason,
      startedAt: receivedAt,
      durationMs: Math.max(0, ctx.now().getTime() - delivery.receivedAtMs),
      requestSize: delivery.rawBody.length,
      requestPayloadId: payload.id,
    });
    return { event: row, isNew: true };
  });
}

async function findSame(tx: Tx, row: EventRow): Promise<EventRow | undefined> {
  const [existing] = await tx
    .select()
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.tenantId, row.tenantId),
        eq(inboundEvents.providerId, row.providerId),
        eq(inboundEvents.dedupeKey, row.dedupeKey),
      ),
    );
  return existing;
}

/**
 * Without an event id the same body soon after is a repetition; later it is news: "changed, ask me", or a state that a
 * check has come back to.
 */
const SAME_BODY_MS = 10 * 60_000;

/**
 * A refused webhook has a key of its own: otherwise anybody could use up the key of a genuine one by sending its body
 * without the signature first.
 */
function dedupeKeyOf(delivery: WebhookDelivery, verdict: WebhookVerdict): string {
  const hash = createHash("sha256").update(delivery.rawBody).digest("hex");
  if (verdict.verdict === "refused") return `refused:${hash}`;
  if (verdict.eventId !== null) return `id:${verdict.eventId}`;
  return `sha256:${hash}:${Math.floor(delivery.receivedAtMs / SAME_BODY_MS)}`;
}

const MAX_UNPROVEN_BYTES = 65_536;

/** Of what did not prove where it comes from the beginning is enough: it is looked at and never read again. */
function keptOf(delivery: WebhookDelivery, verdict: WebhookVerdict): WebhookDelivery {
  const isGenuine = verdict.verdict === "accepted" || verdict.reason === "mapping_failed";
  return isGenuine ? delivery : { ...delivery, rawBody: delivery.rawBody.subarray(0, MAX_UNPROVEN_BYTES) };
}

const MALFORMED: readonly WebhookRefusal[] = ["body_unreadable", "mapping_failed"];
const STALE: readonly WebhookRefusal[] = ["timestamp_missing", "timestamp_outside_tolerance"];

function storedVerdict(verdict: WebhookVerdict, verify: WebhookVerification | null): InboundVerdict {
  if (verdict.verdict === "accepted") return verify?.type === "unsigned" ? "unsigned_exception" : "valid";
  if (MALFORMED.includes(verdict.reason)) return "malformed";
  return STALE.includes(verdict.reason) ? "stale" : "bad_signature";
}

/** Without the query: some providers put a token there. The payload has it all. */
function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? target;
}
