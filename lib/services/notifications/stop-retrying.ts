import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { type CheckId, isUuid } from "@/lib/ids";
import { canMoveNotification } from "@/lib/protocol/states";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import type { NotificationRow } from "./notification-row";
import { wakeLifecycle } from "./wake-lifecycle";

type Stopping = { notificationId: string; reason: string };

/**
 * Nothing is tried by itself any more: the ladder of one that Maxsight has not acknowledged, or the reminders of one that
 * it has. A resend still works, and may start the ladder anew. Stopping twice is once. Throws ConflictError where nothing
 * would be tried anyway.
 */
export async function stopRetrying(ctx: ServiceContext, input: Stopping): Promise<NotificationRow> {
  requireScope(ctx, "notifications:write");
  if (!isUuid(input.notificationId)) missing();
  const stopped = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const current = await lockBoth(tx, ctx, input.notificationId);
    if (current.state === "suppressed") return current;
    const isReminding = current.state === "acknowledged" && current.nextAttemptAt !== null;
    if (!isReminding && !canMoveNotification(current.state, "suppressed"))
      throw new ConflictError("Nothing is tried by itself for this notification any more.");
    const [row] = await tx
      .update(notifications)
      .set({ ...(isReminding ? {} : { state: "suppressed" as const }), nextAttemptAt: null })
      .where(eq(notifications.id, current.id))
      .returning();
    await tx
      .update(checks)
      .set({ engineDueAt: ctx.now() })
      .where(eq(checks.id, current.checkId as CheckId));
    await recordAudit(tx, ctx, {
      action: "notification.stopped",
      targetKind: "notification",
      targetId: current.id,
      reason: input.reason,
      details: { attempts: current.attempts },
    });
    return row ?? current;
  });
  await wakeLifecycle(ctx, stopped.checkId as CheckId);
  return stopped;
}

/** The notification; its check is locked before it, as everybody does who locks both. */
async function lockBoth(tx: Tx, ctx: ServiceContext, id: string): Promise<NotificationRow> {
  const isMine = and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.id, id));
  const [found = missing()] = await tx
    .select({ checkId: notifications.checkId })
    .from(notifications)
    .where(isMine);
  await tx
    .select({ id: checks.id })
    .from(checks)
    .where(eq(checks.id, found.checkId as CheckId))
    .for("update");
  const [row = missing()] = await tx.select().from(notifications).where(isMine).for("update");
  return row;
}

function missing(): never {
  throw new NotFoundError("This notification does not exist.");
}
