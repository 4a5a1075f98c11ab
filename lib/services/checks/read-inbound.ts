import { eq } from "drizzle-orm";
import type { WebhookDelivery } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError, UnavailableError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { findUnreadEvent, markEvent, type UnreadEvent } from "../inbound";
import type { CheckRow } from "./check-row";
import { type CheckWork, loadCheckWork, readCheckWork } from "./check-work";
import { type Decided, decideUnderLock, storeStep } from "./decide-step";
import { lockCheck } from "./find-check";
import { prepareOutcome } from "./store-outcome";

/** What a webhook said; `write` stores it and gives the row. Null: it says nothing about the check. */
type Reading = {
  state: "applied" | "ignored" | "failed";
  write: ((tx: Tx) => Promise<CheckRow>) | null;
};
const FAILED: Reading = { state: "failed", write: null };

/**
 * Reads the oldest webhook that nobody has read, and decides what is next: the next one, if there is. It is marked in the
 * transaction that stores what it says, or that makes a poll due at once where the definition says `then: poll`, so it
 * counts once whatever dies in between. One that cannot be read must not keep the check from all others.
 */
export async function readInbound(ctx: ServiceContext, checkId: CheckId): Promise<Decided> {
  const { check, event, work } = await takeUnread(ctx, checkId);
  if (event === null) return decideUnderLock(ctx, checkId);
  const { delivery } = event;
  const giveUp = orNull(ctx, event);
  const reading =
    delivery === null || work === null
      ? null
      : await prepareReading(ctx, { check, work, delivery, isOwnStep: true }).catch(giveUp);
  const settle = ({ state, write }: Reading): Promise<Decided | null> =>
    storeStep(ctx, check, async (tx) => {
      const current = await lockCheck(tx, ctx, checkId);
      const isMine = await markEvent(tx, ctx, { eventId: event.id, state });
      return isMine && write !== null ? write(tx) : current;
    });
  const decided = await settle(reading ?? FAILED).catch((error: unknown) => {
    giveUp(error);
    return settle(FAILED);
  });
  return decided ?? decideUnderLock(ctx, checkId);
}

function takeUnread(ctx: ServiceContext, checkId: CheckId) {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    // Paused since it was decided: it is kept for the day it goes on.
    const event = check.monitoringPausedAt === null ? await findUnreadEvent(tx, ctx, check) : null;
    const work = event === null ? null : await readCheckWork(tx, ctx, check).catch(orNull(ctx, event));
    return { check, event, work };
  });
}

/** What no repetition mends is logged and gives null; what could not be tried now is thrown, and tried again. */
function orNull(ctx: ServiceContext, event: UnreadEvent): (error: unknown) => null {
  return (error) => {
    if (!(error instanceof AppError) || error instanceof UnavailableError) throw error;
    ctx.log.error({ eventId: event.id, code: error.code }, "a webhook could not be applied");
    return null;
  };
}

/** Maps one delivery with the version the row names, and stores what it says; `ignored` when it says nothing. */
export async function applyDelivery(
  ctx: ServiceContext,
  check: CheckRow,
  delivery: WebhookDelivery,
): Promise<"applied" | "ignored"> {
  const work = await loadCheckWork(ctx, check);
  const { state, write } = await prepareReading(ctx, { check, work, delivery, isOwnStep: false });
  if (write !== null) await asTenant(ctx.db, ctx.tenantId, write);
  return state;
}

async function prepareReading(
  ctx: ServiceContext,
  {
    check,
    work,
    delivery,
    isOwnStep,
  }: {
    check: CheckRow;
    work: CheckWork;
    delivery: WebhookDelivery;
    isOwnStep: boolean;
  },
): Promise<Reading & { state: "applied" | "ignored" }> {
  const { version, connector, call, progress } = work;
  const { connector: definition } = version;
  if (definition.kind === "http" && definition.operations.webhook?.then === "poll")
    return { state: "applied", write: (tx) => pollAtOnce(tx, ctx, check) };
  const read = await connector.readWebhook?.(call, progress, delivery);
  if (read === undefined || read.outcome === null) return { state: "ignored", write: null };
  const { outcome } = read;
  const write = await prepareOutcome(ctx, { check, version, outcome, exchanges: [], isOwnStep });
  return { state: "applied", write };
}

async function pollAtOnce(tx: Tx, ctx: ServiceContext, { id }: CheckRow): Promise<CheckRow> {
  const current = await lockCheck(tx, ctx, id);
  if (current.monitoringPausedAt !== null) return current;
  const nextPollAt = ctx.now();
  await tx.update(checks).set({ nextPollAt }).where(eq(checks.id, id));
  return { ...current, nextPollAt };
}
