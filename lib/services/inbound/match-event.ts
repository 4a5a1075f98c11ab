import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { checks, exchanges, inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { CheckState } from "@/lib/protocol/states";
import type { CheckRef, ServiceContext } from "../context";
import type { EventRow } from "./record-event";
import { isUnclaimed } from "./unclaimed";

/** States in which a provider can still say something new. */
export const OPEN_STATES: readonly CheckState[] = ["accepted", "in_progress", "monitoring"];

/**
 * Finds the check an event is about, inside the tenant and provider, and makes its lifecycle due. Null when there is
 * none yet. Runs after the event is committed: a check that gets its provider reference at this very moment either is
 * seen here, or sees the event when its lifecycle looks.
 */
export async function matchEvent(ctx: ServiceContext, event: EventRow): Promise<CheckRef | null> {
  const { providerReference } = event;
  if (event.state !== "unmatched" || providerReference === null) return null;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [check] = await tx
      .select({ id: checks.id, state: checks.state, template: checks.checkTemplate })
      .from(checks)
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          eq(checks.providerId, event.providerId),
          eq(checks.providerReference, providerReference),
        ),
      )
      .orderBy(desc(checks.createdAt))
      .limit(1)
      // Weaker than the lock of a move: whoever assigns events meanwhile only refers to the check and must not wait.
      .for("no key update");
    if (check === undefined) return null;
    const isOpen = OPEN_STATES.includes(check.state);
    await assignEvents(tx, ctx, { checkId: check.id, eventIds: [event.id], isOpen });
    if (!isOpen) {
      await noteStillActive(tx, check.id, event.createdAt);
      return null;
    }
    // An old event that is sent again says nothing about now.
    const heardAt = sql`greatest(${checks.heardAt}, ${event.createdAt.toISOString()}::timestamptz)`;
    await tx.update(checks).set({ engineDueAt: ctx.now(), heardAt }).where(eq(checks.id, check.id));
    return { tenantId: ctx.tenantId, checkId: check.id, template: check.template };
  });
}

/** The provider goes on with a monitored check that was cancelled: a flag of the ledger. */
async function noteStillActive(tx: Tx, checkId: CheckId, at: Date): Promise<void> {
  await tx
    .update(checks)
    .set({ activeAfterEndAt: at })
    .where(
      and(
        eq(checks.id, checkId),
        eq(checks.state, "cancelled"),
        lt(checks.finishedAt, at),
        inArray(checks.checkTemplate, ["MONITORED_CALLBACK", "MONITORED_POLLING"]),
      ),
    );
}

/** Gives events to a check; what comes after its end is kept and ignored. Only unclaimed ones: the first match counts. */
export async function assignEvents(
  tx: Tx,
  ctx: ServiceContext,
  input: { checkId: CheckId; eventIds: string[]; isOpen: boolean },
): Promise<void> {
  const { checkId, eventIds, isOpen } = input;
  if (eventIds.length === 0) return;
  await tx
    .update(inboundEvents)
    .set({ checkId, state: isOpen ? "received" : "ignored", ignoredReason: null, ignoredBy: null })
    .where(and(eq(inboundEvents.tenantId, ctx.tenantId), anyOf(inboundEvents.id, eventIds), isUnclaimed()));
  await tx
    .update(exchanges)
    .set({ checkId })
    .where(and(eq(exchanges.tenantId, ctx.tenantId), anyOf(exchanges.id, eventIds)));
}
