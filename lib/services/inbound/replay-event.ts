import { and, desc, eq, inArray } from "drizzle-orm";
import type { WebhookDelivery } from "@/lib/connectors/connector";
import { checks, exchanges, inboundEvents, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { type CheckId, isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import { giveEvent, lockEvent, lockTarget } from "./attach-inbound";
import { requireBelieved } from "./believed";
import { OPEN_STATES } from "./match-event";
import type { EventRow } from "./record-event";
import { type StoredDelivery, toDelivery } from "./stored-delivery";

/** A stored event that may be read again. */
export type ReplayableEvent = {
  event: EventRow;
  delivery: WebhookDelivery;
  /** The version of its provider that is published now. */
  currentVersion: number;
};

/**
 * Reads a stored event for a replay. Throws ConflictError for one that never proved where it comes from, or whose body
 * retention has taken. A genuine one that the mapping could not read may be replayed too.
 */
export async function getReplayableEvent(ctx: ServiceContext, id: string): Promise<ReplayableEvent> {
  if (!isUuid(id)) throw new NotFoundError("This inbound event does not exist.");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({
        event: inboundEvents,
        refusal: exchanges.errorCode,
        currentVersion: providers.currentVersion,
      })
      .from(inboundEvents)
      .innerJoin(providers, eq(providers.id, inboundEvents.providerId))
      .leftJoin(exchanges, eq(exchanges.id, inboundEvents.id))
      .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, id)));
    if (row === undefined) throw new NotFoundError("This inbound event does not exist.");
    if (row.refusal !== "mapping_failed") requireBelieved(row.event);
    const stored = await findJsonPayload<StoredDelivery>(ctx, tx, row.event.payloadId);
    if (stored === null)
      throw new ConflictError("The body of this event was deleted after its retention period.");
    return { event: row.event, delivery: toDelivery(stored), currentVersion: row.currentVersion };
  });
}

/** The open check of a provider that has this reference; null when there is none. */
export async function findOpenCheck(
  ctx: ServiceContext,
  input: { providerId: string; providerReference: string },
): Promise<CheckId | null> {
  const [check] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ id: checks.id })
      .from(checks)
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          eq(checks.providerId, input.providerId),
          eq(checks.providerReference, input.providerReference),
          inArray(checks.state, [...OPEN_STATES]),
        ),
      )
      .orderBy(desc(checks.createdAt))
      .limit(1),
  );
  return check?.id ?? null;
}

/**
 * Records that an event is replayed and gives it to the check, before anything is applied: a process that dies after it
 * leaves an event that the lifecycle reads.
 */
export async function beginReplay(
  ctx: ServiceContext,
  input: { eventId: string; checkId: CheckId; version: number; reason: string | null },
): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockTarget(tx, ctx, input.checkId);
    const event = await lockEvent(tx, ctx, input.eventId);
    await giveEvent(tx, ctx, { event, check });
    await recordAudit(tx, ctx, {
      action: "inbound.replayed",
      targetKind: "inbound_event",
      targetId: event.id,
      reason: input.reason,
      details: { check_id: input.checkId, version: input.version },
    });
  });
}

/** Records what came of a replay. */
export async function finishReplay(
  ctx: ServiceContext,
  input: { eventId: string; state: "applied" | "ignored" },
): Promise<EventRow> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [event] = await tx
      .update(inboundEvents)
      .set({ state: input.state, appliedAt: ctx.now() })
      .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, input.eventId)))
      .returning();
    if (event === undefined) throw new NotFoundError("This inbound event does not exist.");
    return event;
  });
}
