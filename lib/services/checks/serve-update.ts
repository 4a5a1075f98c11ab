import { and, asc, desc, eq, notInArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { storableText } from "@/lib/storable-text";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { markNotificationFetched } from "../notifications";
import { findJsonPayload } from "../payloads";
import type { CheckRow } from "./check-row";
import { type ByReference, findServed, type NotServed } from "./serve-check";
import { lockCheck } from "./find-check";

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
 * fetched, else the latest again. What is given counts as fetched, and the next one in order becomes due.
 */
export async function fetchUpdate(
  ctx: ServiceContext,
  input: ByReference & { updateId?: string | undefined },
): Promise<FetchedUpdate> {
  const found = await findServed(ctx, input);
  if ("status" in found) return found;
  let isFirst = false;
  const served = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, found.id);
    const update = await chooseUpdate(tx, check, input.updateId);
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
  if (isFirst)
    void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: found.id, template: found.checkTemplate });
  return served;
}

async function chooseUpdate(
  tx: Tx,
  check: CheckRow,
  updateId: string | undefined,
): Promise<UpdateRow | null> {
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
  if (oldest !== undefined) return oldest;
  const [latest] = await tx.select().from(updates).where(mine).orderBy(desc(updates.number)).limit(1);
  return latest ?? null;
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
