import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, exchanges, inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { type CheckId, isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { type CheckRef, requireScope, type ServiceContext } from "../context";
import { requireBelieved } from "./believed";
import { OPEN_STATES } from "./match-event";
import type { EventRow } from "./record-event";

type Attaching = { id: string; checkId: string; reason?: string | undefined };

/**
 * Gives an event to a check on a person's word; its lifecycle reads it next. A check that knows no provider reference
 * yet takes the event's, so that what comes later finds it by itself. Attaching twice to the same check is once.
 */
export async function attachInbound(ctx: ServiceContext, input: Attaching): Promise<EventRow> {
  requireScope(ctx, "checks:write");
  if (!isUuid(input.id) || !isUuid(input.checkId))
    throw new NotFoundError("This inbound event does not exist.");
  const { event, ref } = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockTarget(tx, ctx, input.checkId as CheckId);
    const found = await lockEvent(tx, ctx, input.id);
    if (found.checkId === input.checkId && found.state !== "ignored") return { event: found, ref: null };
    requireBelieved(found);
    if (found.state === "applied" || found.state === "received")
      throw new ConflictError("This event belongs to a check already.");
    const given = await giveEvent(tx, ctx, { event: found, check });
    await recordAudit(tx, ctx, {
      action: "inbound.attached",
      targetKind: "inbound_event",
      targetId: found.id,
      reason: input.reason ?? null,
      details: { check_id: input.checkId },
    });
    return given;
  });
  if (ref !== null) void ctx.engine.wake(ref);
  return event;
}

type Target = Pick<
  typeof checks.$inferSelect,
  "id" | "providerId" | "providerReference" | "state" | "checkTemplate"
>;

/** The check, locked; before the event, as everybody does who locks both. */
export async function lockTarget(tx: Tx, ctx: ServiceContext, checkId: CheckId): Promise<Target> {
  const [check] = await tx
    .select({
      id: checks.id,
      providerId: checks.providerId,
      providerReference: checks.providerReference,
      state: checks.state,
      checkTemplate: checks.checkTemplate,
    })
    .from(checks)
    .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, checkId)))
    // As in `matchEvent`: a lifecycle that assigns this very event holds the event and only refers to the check.
    .for("no key update");
  if (check === undefined) throw new NotFoundError("This check does not exist.");
  return check;
}

/** The event, locked for the rest of the transaction. */
export async function lockEvent(tx: Tx, ctx: ServiceContext, id: string): Promise<EventRow> {
  const [event] = await tx
    .select()
    .from(inboundEvents)
    .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, id)))
    .for("update");
  if (event === undefined) throw new NotFoundError("This inbound event does not exist.");
  return event;
}

/** Makes a locked event one that the lifecycle of a locked, open check of the same provider reads next. */
export async function giveEvent(
  tx: Tx,
  ctx: ServiceContext,
  { event, check }: { event: EventRow; check: Target },
): Promise<{ event: EventRow; ref: CheckRef }> {
  requireOpen(event, check);
  await tx
    .update(checks)
    .set({
      engineDueAt: ctx.now(),
      heardAt: sql`greatest(${checks.heardAt}, ${event.createdAt.toISOString()}::timestamptz)`,
      providerReference: check.providerReference ?? event.providerReference,
    })
    .where(eq(checks.id, check.id));
  const [given] = await tx
    .update(inboundEvents)
    .set({ checkId: check.id, state: "received", appliedAt: null, ignoredReason: null, ignoredBy: null })
    .where(eq(inboundEvents.id, event.id))
    .returning();
  await tx
    .update(exchanges)
    .set({ checkId: check.id })
    .where(and(eq(exchanges.tenantId, ctx.tenantId), eq(exchanges.id, event.id)));
  return {
    event: given ?? event,
    ref: { tenantId: ctx.tenantId, checkId: check.id, template: check.checkTemplate },
  };
}

function requireOpen(event: EventRow, check: Target): void {
  if (check.providerId !== event.providerId)
    throw new ConflictError("This check belongs to another provider than the event.");
  if (OPEN_STATES.includes(check.state)) return;
  const stands = check.state.replace("_", " ");
  throw new ConflictError(`This check is ${stands}: no event can be added to it any more.`);
}
