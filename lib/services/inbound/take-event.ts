import { and, asc, eq } from "drizzle-orm";
import type { WebhookDelivery } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { inboundEvents } from "@/lib/db/schema";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { findJsonPayload } from "../payloads";
import { assignEvents } from "./match-event";
import { type StoredDelivery, toDelivery } from "./stored-delivery";
import { isUnclaimed } from "./unclaimed";

/** A webhook that nobody has read yet. `delivery` is null when retention has taken its body. */
export type UnreadEvent = { id: string; delivery: WebhookDelivery | null };

type OfCheck = { id: CheckId; providerId: string; providerReference: string | null };

/**
 * The oldest webhook of a locked check that was not read yet, those included that came before the check knew its provider
 * reference; null when there is none. Mark it with `markEvent` in the transaction that stores what it says.
 */
export async function findUnreadEvent(
  tx: Tx,
  ctx: ServiceContext,
  check: OfCheck,
): Promise<UnreadEvent | null> {
  await assignEarly(tx, ctx, check);
  const [row] = await tx
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
    .limit(1);
  if (row === undefined) return null;
  const stored = await findJsonPayload<StoredDelivery>(ctx, tx, row.payloadId);
  return { id: row.id, delivery: stored === null ? null : toDelivery(stored) };
}

async function assignEarly(tx: Tx, ctx: ServiceContext, check: OfCheck): Promise<void> {
  if (check.providerReference === null) return;
  const early = await tx
    .select({ id: inboundEvents.id })
    .from(inboundEvents)
    .where(
      and(
        eq(inboundEvents.tenantId, ctx.tenantId),
        eq(inboundEvents.providerId, check.providerId),
        eq(inboundEvents.providerReference, check.providerReference),
        isUnclaimed(),
      ),
    );
  const eventIds = early.map((event) => event.id);
  await assignEvents(tx, ctx, { checkId: check.id, eventIds, isOpen: true });
}

/**
 * Records what became of a webhook, under the lock of its check: nobody reads it again. False when somebody else has read
 * it meanwhile; then what it said must not be stored once more.
 */
export async function markEvent(
  tx: Tx,
  ctx: ServiceContext,
  { eventId, state }: { eventId: string; state: "applied" | "ignored" | "failed" },
): Promise<boolean> {
  const marked = await tx
    .update(inboundEvents)
    .set({ state, appliedAt: ctx.now() })
    .where(
      and(
        eq(inboundEvents.tenantId, ctx.tenantId),
        eq(inboundEvents.id, eventId),
        eq(inboundEvents.state, "received"),
      ),
    )
    .returning({ id: inboundEvents.id });
  return marked.length > 0;
}
