import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, notificationAttempts, notifications, signingKeys, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { type Actor, requireScope, type ServiceContext } from "../context";
import { recordAudit } from "../audit";
import { guardedHost, type LetThrough, parkNotification, parkUntil, passBreaker } from "../breakers";
import type { NotificationRow } from "./notification-row";

export type AttemptTrigger = "auto" | "manual" | "bulk";

export type AttemptInput = {
  notificationId: string;
  trigger: AttemptTrigger;
  reason?: string | undefined;
  /** A resend that starts the retry ladder anew, should it fail. */
  withLadder?: boolean | undefined;
};

/** An attempt that is recorded and about to leave. */
export type BegunAttempt = {
  id: string;
  number: number;
  notification: NotificationRow;
  isOnLadder: boolean;
  reference: string;
  updateId: string | null;
  /** The signing secret as stored, encrypted; opened when the call leaves. */
  ciphertext: Buffer;
  apiBaseUrl: string;
  /** What the breaker of the host let it leave as. */
  gate: LetThrough;
};

/** A resend in another process may be out this long; after it, the attempt counts as interrupted. */
const IN_FLIGHT_MS = 60_000;
const STATES_ON_LADDER = ["queued", "delivering", "parked", "acknowledged"];
const STATES_BEFORE_DELIVERY = ["queued", "parked"];

/**
 * Writes the attempt before anything leaves. Null when an automatic attempt is not due (any more): that is what makes
 * a repeated activity safe. Null too while the breaker of its host is open: it is parked until the probe. An earlier attempt without an end is closed as `interrupted`; it stays counted.
 */
export async function beginAttempt(ctx: ServiceContext, input: AttemptInput): Promise<BegunAttempt | null> {
  const isAuto = input.trigger === "auto";
  if (!isAuto) requireScope(ctx, "notifications:write");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const { notification, reference, updateId } = await lockNotification(tx, ctx, input.notificationId);
    if (isAuto && !isDue(notification, ctx.now())) return null;
    if (notification.attempts > 0) await closeInterrupted(tx, ctx, { notification, isAuto });
    const key = await chooseKey(tx, ctx, notification);
    const gate = await passHost(tx, ctx, { notification, isAuto, apiBaseUrl: key.apiBaseUrl });
    if (gate.pass === "park") return null;
    const isOnLadder = isAuto || input.withLadder === true;
    const counted = tx
      .update(notifications)
      .set({
        attempts: notification.attempts + 1,
        ...(isOnLadder ? { ladderStep: isAuto ? notification.ladderStep + 1 : 1 } : {}),
        ...(isAuto && STATES_BEFORE_DELIVERY.includes(notification.state)
          ? { state: "delivering" as const }
          : {}),
      })
      .where(eq(notifications.id, notification.id));
    const inserted = insertAttempt(tx, ctx, { input, notification, url: key.apiBaseUrl });
    const [attempt] = await Promise.all([inserted, counted]);
    if (!isAuto) await auditResend(tx, ctx, { input, number: attempt.number });
    return { ...attempt, notification, isOnLadder, reference, updateId, ...key, gate };
  });
}

async function lockNotification(tx: Tx, ctx: ServiceContext, id: string) {
  const [row] = await tx
    .select({ notification: notifications, reference: checks.reference, updateId: updates.updateId })
    .from(notifications)
    .innerJoin(checks, eq(checks.id, notifications.checkId))
    .leftJoin(updates, eq(updates.id, notifications.updateId))
    .where(and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.id, id)))
    .for("update", { of: notifications });
  if (row === undefined) throw new NotFoundError("This notification does not exist.");
  return row;
}

function isDue(notification: NotificationRow, now: Date): boolean {
  const { nextAttemptAt, state } = notification;
  return nextAttemptAt !== null && nextAttemptAt <= now && STATES_ON_LADDER.includes(state);
}

/** Asks the breaker of the host, and parks what may not leave. A reminder is only put off: Maxsight has acknowledged. */
async function passHost(
  tx: Tx,
  ctx: ServiceContext,
  input: { notification: NotificationRow; isAuto: boolean; apiBaseUrl: string },
) {
  const { notification, isAuto, apiBaseUrl } = input;
  const guarded = guardedHost(apiBaseUrl);
  const gate = await passBreaker(tx, ctx, { guarded, isAutomatic: isAuto });
  if (gate.pass !== "park") return gate;
  const parked =
    notification.state === "acknowledged"
      ? { nextAttemptAt: await parkUntil(tx, ctx, guarded) }
      : { nextAttemptAt: await parkNotification(tx, ctx, apiBaseUrl), state: "parked" as const };
  await tx.update(notifications).set(parked).where(eq(notifications.id, notification.id));
  return gate;
}

async function closeInterrupted(
  tx: Tx,
  ctx: ServiceContext,
  { notification, isAuto }: { notification: NotificationRow; isAuto: boolean },
): Promise<void> {
  const now = ctx.now();
  const isOld = lt(notificationAttempts.createdAt, new Date(now.getTime() - IN_FLIGHT_MS));
  await tx
    .update(notificationAttempts)
    .set({ finishedAt: now, errorCode: "interrupted" })
    .where(
      and(
        eq(notificationAttempts.notificationId, notification.id),
        isNull(notificationAttempts.finishedAt),
        // The lifecycle makes one automatic attempt at a time, so an open one of those has lost its process.
        isAuto ? or(eq(notificationAttempts.trigger, "auto"), isOld) : isOld,
      ),
    );
}

/** The key the check came with; when it was revoked since, the newest active one of the same environment. */
async function chooseKey(tx: Tx, ctx: ServiceContext, notification: NotificationRow) {
  const [key] = await tx
    .select({ ciphertext: signingKeys.ciphertext, apiBaseUrl: signingKeys.apiBaseUrl })
    .from(signingKeys)
    .where(
      and(
        eq(signingKeys.tenantId, ctx.tenantId),
        eq(signingKeys.providerId, notification.providerId),
        or(
          eq(signingKeys.id, notification.signingKeyId),
          and(eq(signingKeys.apiBaseUrl, notification.apiBaseUrl), eq(signingKeys.state, "active")),
        ),
      ),
    )
    .orderBy(
      sql`${signingKeys.state} = 'revoked'`,
      sql`${signingKeys.id} <> ${notification.signingKeyId}`,
      desc(signingKeys.createdAt),
    )
    .limit(1);
  if (key === undefined) throw new NotFoundError("The signing key of this notification does not exist.");
  return key;
}

async function insertAttempt(
  tx: Tx,
  ctx: ServiceContext,
  { input, notification, url }: { input: AttemptInput; notification: NotificationRow; url: string },
): Promise<{ id: string; number: number }> {
  const createdAt = ctx.now();
  const attempt = { id: newId(createdAt.getTime()), number: notification.attempts + 1 };
  await tx.insert(notificationAttempts).values({
    ...attempt,
    tenantId: ctx.tenantId,
    notificationId: notification.id,
    trigger: input.trigger,
    actor: actorLabel(ctx.actor, input.trigger),
    reason: input.reason ?? null,
    url,
    createdAt,
  });
  return attempt;
}

function actorLabel(actor: Actor, trigger: AttemptTrigger): string | null {
  return trigger === "auto" ? null : actor.label;
}

function auditResend(
  tx: Tx,
  ctx: ServiceContext,
  { input, number }: { input: AttemptInput; number: number },
): Promise<void> {
  return recordAudit(tx, ctx, {
    action: "notification.resent",
    targetKind: "notification",
    targetId: input.notificationId,
    reason: input.reason ?? null,
    details: { attempt: number, trigger: input.trigger, with_ladder: input.withLadder === true },
  });
}
