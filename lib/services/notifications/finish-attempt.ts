import { and, desc, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { outlastOutage } from "@/lib/db/outlast-outage";
import { checkEvents, checks, notificationAttempts, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { HttpExchange } from "@/lib/egress/http-exchange";
import type { Acknowledged } from "@/lib/maxsight/client";
import { messageOf, NotFoundError } from "@/lib/errors";
import { type CheckId, newId } from "@/lib/ids";
import type { AttemptErrorCode } from "@/lib/maxsight/attempt-error";
import { MAX_AUTH_ATTEMPTS } from "@/lib/protocol/notify-ladder";
import type { ServiceContext } from "../context";
import { type ExchangeFacts, prepareExchanges, storedAnswer, storedMessage } from "../exchanges";
import type { BegunAttempt } from "./begin-attempt";
import { type AttemptDecision, decideAfterAttempt } from "./decide-after-attempt";
import { attemptErrorOf } from "./errors";
import type { AttemptRow, NotificationRow } from "./notification-row";
import { type NotifiedCheck, recordLegs } from "./record-legs";

/** What came of an attempt; `next` is what `decide` said, where it was asked and could say it. */
export type Finished<Next> = { attempt: AttemptRow; notification: NotificationRow; next: Next | undefined };

/** Asked in the transaction of the answer, with the check under its lock. */
export type Decide<Next> = (tx: Tx, check: NotifiedCheck) => Promise<Next>;

type Finishing<Next> = { begun: BegunAttempt; answer: Acknowledged; decide: Decide<Next> | undefined };

const AWAITED_STATES = ["result_ready", "monitoring"];
/** With the 15 s of the call a little less than the activity may take. */
const STORE_WITHIN_MS = 20_000;

/**
 * Records what came back and moves the notification on. What Maxsight has acknowledged is not sent again because the check
 * could not be decided, or because Postgres was away for a moment: it is stored then without `decide`, whose question the
 * caller asks anew.
 */
export async function finishAttempt<Next>(
  ctx: ServiceContext,
  finishing: Finishing<Next>,
): Promise<Finished<Next>> {
  try {
    return await store(ctx, finishing);
  } catch (error) {
    const { notification, number } = finishing.begun;
    const about = { notificationId: notification.id, attempt: number, reason: messageOf(error) };
    ctx.log.error(about, "answer is stored without deciding");
    const undecided = { ...finishing, decide: undefined };
    return outlastOutage(Date.now() + STORE_WITHIN_MS, () => store(ctx, undecided));
  }
}

/**
 * In one transaction. Locks the check before the notification, as everybody does: Maxsight may be fetching at this very
 * moment. Safe to repeat: the same answer moves a notification to where it is already.
 */
async function store<Next>(
  ctx: ServiceContext,
  { begun, answer, decide }: Finishing<Next>,
): Promise<Finished<Next>> {
  const errorCode = attemptErrorOf(answer.exchange);
  const writeExchange = await prepareExchanges(ctx, [maxsightExchange(begun, answer.exchange)]);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const { check, isSuperseded } = await recordLegs(tx, ctx, {
      ...begun.notification,
      isAcknowledged: errorCode === null,
    });
    const current = await lockCurrent(tx, ctx, begun.notification.id);
    const [exchangeId] = await writeExchange(tx);
    const attempt = await closeAttempt(tx, ctx, { begun, answer, errorCode, exchangeId });
    const decision = decideAfterAttempt({
      state: current.state,
      ladderStep: current.ladderStep,
      nextAttemptAtMs: current.nextAttemptAt?.getTime() ?? null,
      isOnLadder: begun.isOnLadder,
      isAwaited: AWAITED_STATES.includes(check.state),
      isSuperseded,
      wasStopped: wasStopped(begun.notification, current),
      leftBeforeReady: check.readyAt !== null && attempt.createdAt < check.readyAt,
      status: answer.exchange.status,
      errorCode,
      retryAfterMs: answer.retryAfterMs,
      authFailures: errorCode === "signature_refused" ? await countAuthFailures(tx, begun) : 0,
      nowMs: ctx.now().getTime(),
      random: Math.random(),
    });
    const notification = await moveNotification(tx, ctx, { current, decision, attempt });
    await noteConsequences(tx, ctx, { current, notification, isAuto: attempt.trigger === "auto" });
    return { attempt, notification, next: await decide?.(tx, check) };
  });
}

function gone(): never {
  throw new NotFoundError("The check of this notification does not exist.");
}

/** An attempt leaves the plan it came from in its place, and one that gives up says so: else it was a person. */
function wasStopped(begun: NotificationRow, current: NotificationRow): boolean {
  return begun.nextAttemptAt !== null && current.nextAttemptAt === null && current.state !== "exhausted";
}

async function lockCurrent(tx: Tx, ctx: ServiceContext, id: string): Promise<NotificationRow> {
  const [row] = await tx
    .select()
    .from(notifications)
    .where(and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.id, id)))
    .for("update");
  return row ?? gone();
}

async function closeAttempt(
  tx: Tx,
  ctx: ServiceContext,
  input: {
    begun: BegunAttempt;
    answer: Acknowledged;
    errorCode: AttemptErrorCode | null;
    exchangeId: string | undefined;
  },
): Promise<AttemptRow> {
  const { exchange, ackId } = input.answer;
  const [row] = await tx
    .update(notificationAttempts)
    .set({
      url: exchange.url,
      status: exchange.status,
      errorCode: input.errorCode,
      ackId,
      durationMs: Math.round(exchange.durationMs),
      exchangeId: input.exchangeId ?? null,
      finishedAt: ctx.now(),
    })
    .where(eq(notificationAttempts.id, input.begun.id))
    .returning();
  return row ?? gone();
}

async function countAuthFailures(tx: Tx, begun: BegunAttempt): Promise<number> {
  const rows = await tx
    .select({ errorCode: notificationAttempts.errorCode })
    .from(notificationAttempts)
    .where(eq(notificationAttempts.notificationId, begun.notification.id))
    .orderBy(desc(notificationAttempts.number))
    .limit(MAX_AUTH_ATTEMPTS);
  const others = rows.findIndex((row) => row.errorCode !== "signature_refused");
  return others === -1 ? rows.length : others;
}

async function moveNotification(
  tx: Tx,
  ctx: ServiceContext,
  input: { current: NotificationRow; decision: AttemptDecision; attempt: AttemptRow },
): Promise<NotificationRow> {
  const { current, decision, attempt } = input;
  const isNewlyAcknowledged = attempt.errorCode === null && current.acknowledgedAt === null;
  const [row] = await tx
    .update(notifications)
    .set({
      state: decision.state,
      ladderStep: decision.ladderStep,
      nextAttemptAt: decision.nextAttemptAtMs === null ? null : new Date(decision.nextAttemptAtMs),
      lastStatus: attempt.status,
      lastErrorCode: attempt.errorCode,
      ...(attempt.ackId === null ? {} : { ackId: attempt.ackId }),
      ...(isNewlyAcknowledged ? { acknowledgedAt: ctx.now() } : {}),
    })
    .where(and(eq(notifications.id, current.id), eq(notifications.state, current.state)))
    .returning();
  return row ?? gone();
}

/** An automatic attempt is followed by the lifecycle's next decision anyway; a resend has to tell it. */
async function noteConsequences(
  tx: Tx,
  ctx: ServiceContext,
  input: { current: NotificationRow; notification: NotificationRow; isAuto: boolean },
): Promise<void> {
  const { current, notification, isAuto } = input;
  if (!isAuto && notification.nextAttemptAt?.getTime() !== current.nextAttemptAt?.getTime()) {
    await tx
      .update(checks)
      .set({ engineDueAt: ctx.now() })
      .where(eq(checks.id, notification.checkId as CheckId));
  }
  if (notification.state !== "exhausted" || current.state === "exhausted") return;
  const createdAt = ctx.now();
  await tx.insert(checkEvents).values({
    id: newId(createdAt.getTime()),
    tenantId: ctx.tenantId,
    checkId: notification.checkId,
    kind: "notification_exhausted",
    details: { attempts: notification.attempts, error: notification.lastErrorCode },
    createdAt,
  });
}

function maxsightExchange(begun: BegunAttempt, exchange: HttpExchange): ExchangeFacts {
  const timings = Object.entries(exchange.timings).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  );
  const { notification } = begun;
  return {
    providerId: notification.providerId,
    checkId: notification.checkId,
    peer: "maxsight",
    direction: "out",
    operation: notification.kind === "callback" ? "callbacks" : "monitored_notify",
    attempt: begun.number,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    errorCode: exchange.errorCode,
    startedAtMs: exchange.startedAtMs,
    durationMs: exchange.durationMs,
    timings: Object.fromEntries(timings),
    requestSize: exchange.requestBody?.length ?? 0,
    responseSize: exchange.responseBody.length,
    request: storedMessage(exchange.requestHeaders, exchange.requestBody),
    response: exchange.status === null ? null : storedAnswer(exchange.responseHeaders, exchange.responseBody),
  };
}
