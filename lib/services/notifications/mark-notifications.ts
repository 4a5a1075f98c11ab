import { and, eq, inArray, isNull, type SQL } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { notifications } from "@/lib/db/schema";
import { NOTIFICATION_STATES, canMoveNotification, type NotificationState } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";

const sourcesOf = (to: NotificationState) =>
  NOTIFICATION_STATES.filter((from) => canMoveNotification(from, to));

/**
 * Maxsight came for the result: the proof, and the end of every reminder. Called in the transaction that records the
 * fetch, under the lock of the check. `updateId` names the row of a monitored update.
 */
export async function markNotificationFetched(
  tx: Tx,
  ctx: ServiceContext,
  input: { checkId: string; updateId?: string },
): Promise<void> {
  const ofUpdate =
    input.updateId === undefined
      ? isNull(notifications.updateId)
      : eq(notifications.updateId, input.updateId);
  await tx
    .update(notifications)
    .set({ state: "fetched", fetchedAt: ctx.now(), nextAttemptAt: null })
    .where(and(ofCheck(ctx, input.checkId), ofUpdate, inArray(notifications.state, sourcesOf("fetched"))));
}

/**
 * Maxsight takes notifications of this check from now on: what it refused or missed before starts its ladder anew. What it
 * has acknowledged, and what waits behind a breaker, stays as it is.
 */
export async function reviveNotifications(
  tx: Tx,
  ctx: ServiceContext,
  input: { checkId: string },
): Promise<void> {
  await tx
    .update(notifications)
    .set({ state: "queued", ladderStep: 0, nextAttemptAt: ctx.now() })
    .where(
      and(
        ofCheck(ctx, input.checkId),
        inArray(notifications.state, ["delivering", "exhausted"]),
        isNull(notifications.acknowledgedAt),
      ),
    );
}

const UNACKNOWLEDGED: NotificationState[] = ["queued", "delivering", "parked", "exhausted"];

/** One update was given up: Maxsight is neither told nor reminded of it. `updateId` names its row. */
export async function cancelNotificationOf(
  tx: Tx,
  ctx: ServiceContext,
  input: { checkId: string; updateId: string },
): Promise<void> {
  await tx
    .update(notifications)
    .set({ state: "cancelled", nextAttemptAt: null })
    .where(
      and(
        ofCheck(ctx, input.checkId),
        eq(notifications.updateId, input.updateId),
        inArray(notifications.state, [...UNACKNOWLEDGED, "acknowledged"]),
      ),
    );
}

/** The check was ended: no notification of it leaves any more. What was acknowledged or fetched stays as it is. */
export async function stopNotifications(
  tx: Tx,
  ctx: ServiceContext,
  input: { checkId: string },
): Promise<void> {
  await tx
    .update(notifications)
    .set({ state: "cancelled", nextAttemptAt: null })
    .where(and(ofCheck(ctx, input.checkId), inArray(notifications.state, UNACKNOWLEDGED)));
  await tx
    .update(notifications)
    .set({ nextAttemptAt: null })
    .where(and(ofCheck(ctx, input.checkId), eq(notifications.state, "acknowledged")));
}

function ofCheck(ctx: ServiceContext, checkId: string): SQL | undefined {
  return and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.checkId, checkId));
}
