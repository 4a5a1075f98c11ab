import { and, asc, desc, eq, gt, gte, notInArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, notifications, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { storableText } from "@/lib/storable-text";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { markNotificationFetched } from "../notifications";
import { findJsonPayload } from "../payloads";
import type { CheckRow } from "./check-row";
import { type ByReference, lockServed, type NotServed } from "./serve-check";

type UpdateRow = typeof updates.$inferSelect;

export type FetchedUpdate =
  | { status: "update"; check: CheckRow; updateId: string; occurredAt: Date; outcome: FinalOutcome }
  | { status: "pending"; check: CheckRow }
  | NotServed;

const BODY_GONE: FinalOutcome = {
  kind: "errors",
  errors: [{ type: "INTEGRATION", message: "The result was deleted after its retention period." }],
};

/**
 * Gives Maxsight one result of a monitored check (PROTOCOL 7.4): the update it names, else the oldest it has not
 * fetched, else the latest again; and the same again to whoever repeats the question. What is given counts as fetched, and the next one in order becomes due.
 */
export async function fetchUpdate(
  ctx: ServiceContext,
  input: ByReference & {
    updateId?: string | undefined;
    /** A question this soon after an answer asks for the same again; 60 s when absent. */
    repeatWithinMs?: number | undefined;
  },
): Promise<FetchedUpdate> {
  let isFirst = false;
  const served = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockServed(tx, ctx, input);
    if ("status" in check) return check;
    const update = await chooseUpdate(tx, ctx, { ...input, check });
    if (update === null) return { status: "pending" as const, check };
    isFirst = update.fetchedAt === null;
    if (isFirst) await recordFetched(tx, ctx, { check, update });
    const outcome = (await findJsonPayload<FinalOutcome>(ctx, tx, update.resultPayloadId)) ?? BODY_GONE;
    return {
      status: "update" as const,
      check,
      updateId: update.updateId,
      occurredAt: update.occurredAt,
      outcome,
    };
  });
  if (isFirst && "check" in served)
    void ctx.engine.wake({
      tenantId: ctx.tenantId,
      checkId: served.check.id,
      template: served.check.checkTemplate,
    });
  return served;
}

async function chooseUpdate(
  tx: Tx,
  ctx: ServiceContext,
  choice: { check: CheckRow; updateId?: string | undefined; repeatWithinMs?: number | undefined },
): Promise<UpdateRow | null> {
  const { check, updateId, repeatWithinMs = REPEAT_MS } = choice;
  const mine = eq(updates.checkId, check.id);
  if (updateId !== undefined) {
    const [named] = await tx
      .select()
      .from(updates)
      .where(and(mine, eq(updates.updateId, storableText(updateId))));
    if (named !== undefined) return named;
  }
  const open = and(mine, notInArray(updates.state, ["fetched", "superseded"]));
  const [oldest] = await tx.select().from(updates).where(open).orderBy(asc(updates.number)).limit(1);
  if (oldest !== undefined) return (await findRepeated(tx, ctx, { next: oldest, repeatWithinMs })) ?? oldest;
  const [latest] = await tx.select().from(updates).where(mine).orderBy(desc(updates.number)).limit(1);
  return latest ?? null;
}

/** How long an answer that got lost may be asked for again. */
const REPEAT_MS = 60_000;

/**
 * The update that was given a moment ago, when Maxsight can only be asking for it again: it has not been told of the next
 * one. Handing out the next in its place would lose this one, because the question names none (PROTOCOL 10.5, 15).
 */
async function findRepeated(
  tx: Tx,
  ctx: ServiceContext,
  { next, repeatWithinMs }: { next: UpdateRow; repeatWithinMs: number },
): Promise<UpdateRow | null> {
  const since = new Date(ctx.now().getTime() - repeatWithinMs);
  const [given] = await tx
    .select()
    .from(updates)
    .where(
      and(eq(updates.checkId, next.checkId), eq(updates.state, "fetched"), gte(updates.fetchedAt, since)),
    )
    .orderBy(desc(updates.number))
    .limit(1);
  if (given === undefined) return null;
  const [told] = await tx
    .select({ id: notifications.id })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.updateId, next.id),
        gt(notifications.attempts, 0),
      ),
    )
    .limit(1);
  return told === undefined ? given : null;
}

async function recordFetched(
  tx: Tx,
  ctx: ServiceContext,
  input: { check: CheckRow; update: UpdateRow },
): Promise<void> {
  const { check, update } = input;
  const now = ctx.now();
  await tx.update(updates).set({ state: "fetched", fetchedAt: now }).where(eq(updates.id, update.id));
  await markNotificationFetched(tx, ctx, { checkId: check.id, updateId: update.id });
  await tx
    .update(checks)
    .set({ engineDueAt: now, fetchedAt: check.fetchedAt ?? now })
    .where(eq(checks.id, check.id));
}
