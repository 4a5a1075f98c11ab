import { and, asc, eq } from "drizzle-orm";
import type { WebhookDelivery } from "@/lib/connectors/connector";
import { inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError, UnavailableError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import { assignEvents } from "./match-event";
import { type StoredDelivery, toDelivery } from "./stored-delivery";

/** At a time; a lifecycle comes back for more. */
const BATCH = 50;

export type InboundApplication = {
  check: { id: CheckId; providerId: string; providerReference: string | null };
  /** Maps one delivery in the context of the check and stores what it says; `ignored` when it says nothing. */
  apply: (delivery: WebhookDelivery) => Promise<"applied" | "ignored">;
};

/**
 * Hands a check its webhooks that were not read yet, oldest first, those included that came before the check knew its
 * provider reference. Returns how many. An event is marked after it was applied, so a crash in between applies it
 * again: storing an outcome twice changes nothing.
 */
export async function applyInboundEvents(ctx: ServiceContext, input: InboundApplication): Promise<number> {
  const events = await collectEvents(ctx, input.check);
  for (const { id, delivery } of events) {
    const state = delivery === null ? "failed" : await applyOne(ctx, { id, delivery, apply: input.apply });
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .update(inboundEvents)
        .set({ state, appliedAt: ctx.now() })
        .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, id))),
    );
  }
  return events.length;
}

/** One event that cannot be read must not keep the check from all others; what could not be tried now is tried again. */
async function applyOne(
  ctx: ServiceContext,
  event: { id: string; delivery: WebhookDelivery; apply: InboundApplication["apply"] },
): Promise<"applied" | "ignored" | "failed"> {
  try {
    return await event.apply(event.delivery);
  } catch (error) {
    if (!(error instanceof AppError) || error instanceof UnavailableError) throw error;
    ctx.log.error({ eventId: event.id, code: error.code }, "a webhook could not be applied");
    return "failed";
  }
}

async function collectEvents(
  ctx: ServiceContext,
  check: InboundApplication["check"],
): Promise<{ id: string; delivery: WebhookDelivery | null }[]> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    if (check.providerReference !== null) {
      const early = await tx
        .select({ id: inboundEvents.id })
        .from(inboundEvents)
        .where(
          and(
            eq(inboundEvents.tenantId, ctx.tenantId),
            eq(inboundEvents.providerId, check.providerId),
            eq(inboundEvents.providerReference, check.providerReference),
            eq(inboundEvents.state, "unmatched"),
          ),
        );
      await assignEvents(tx, ctx, {
        checkId: check.id,
        eventIds: early.map((event) => event.id),
        isOpen: true,
      });
    }
    const rows = await tx
      .select({ id: inboundEvents.id, payloadId: inboundEvents.payloadId })
      .from(inboundEvents)
      .where(
        and(
          eq(inboundEvents.tenantId, ctx.tenantId),
          eq(inboundEvents.checkId, check.id),
          eq(inboundEvents.state, "received"),
        ),
      )
      .orderBy(asc(inboundEvents.createdAt), asc(inboundEvents.id))
      .limit(BATCH);
    const events = [];
    for (const row of rows) {
      const stored = await findJsonPayload<StoredDelivery>(ctx, tx, row.payloadId);
      events.push({ id: row.id, delivery: stored === null ? null : toDelivery(stored) });
    }
    return events;
  });
}
