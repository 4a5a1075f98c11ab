import { desc, eq } from "drizzle-orm";
import type { RecordedExchange } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks, payloads, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { type CheckId, newId } from "@/lib/ids";
import { isMonitored } from "@/lib/protocol/check-template";
import { decisionOf } from "@/lib/protocol/decision";
import type { FinalOutcome } from "@/lib/protocol/outcome";
import { recordAudit } from "../audit";
import type { ServiceContext } from "../context";
import { prepareExchanges, providerExchange } from "../exchanges";
import { type PayloadRow, sealPayload } from "../payloads";
import type { DefinitionVersion } from "../registry";
import { attachEvidence } from "../resources";
import { appendUpdate, firstErrorType } from "./append-update";
import type { CheckRow } from "./check-row";
import { UNFETCHED_EXPIRY_MS } from "./next-step";
import { lockCheck } from "./find-check";
import { addCheckEvent } from "./move-check";
import { queueNotificationIfDue, storeFinal } from "./store-outcome";

/** What a person did that brings a result. Its event and its audit row are written with the result. */
type Act = {
  action: "check.remapped" | "check.result_submitted";
  event: string;
  reason: string | null;
  details: Record<string, string | number>;
};
type ByHand = {
  check: CheckRow;
  version: DefinitionVersion;
  outcome: FinalOutcome;
  /** Null where the act is on record already. */
  act: Act | null;
  exchanges?: readonly RecordedExchange[];
  occurredAt?: Date | undefined;
};
export type UpdateRow = typeof updates.$inferSelect;
/** `unchanged`: the last update of a monitored check says the same, so nothing was stored. */
export type StoredByHand = {
  stored: "update" | "result" | "unchanged";
  check: CheckRow;
  update: UpdateRow | null;
};

/** Why a result of this check cannot be set or replaced any more, as a sentence; null when it can. */
export function whyNotSavable(check: Pick<CheckRow, "state" | "fetchedAt">): string | null {
  switch (check.state) {
    case "accepted":
      return "The provider has not been asked yet: there is nothing to replace.";
    case "in_progress":
    case "monitoring":
      return null;
    case "result_ready":
      return check.fetchedAt === null ? null : FETCHED;
    case "finished":
      return FETCHED;
    case "cancelled":
    case "expired":
      return `This check is ${check.state}; its result is not wanted any more.`;
  }
}
const FETCHED =
  "Maxsight has fetched this result, and what it has cannot be changed. Run the check again in Maxsight.";

/**
 * Stores a result that a person brought about, in one transaction with the act's event and audit row: the next update of
 * a monitored check, the result of a pending one, or in place of one that Maxsight has not fetched. Throws ConflictError
 * with the reason where that is not possible any more.
 */
export async function storeByHand(ctx: ServiceContext, input: ByHand): Promise<StoredByHand> {
  const updateRowId = isMonitored(input.check.checkTemplate) ? newId(ctx.now().getTime()) : input.check.id;
  const outcome = await attachEvidence(ctx, {
    check: input.check,
    document: input.version.document,
    outcome: input.outcome,
    resourceId: updateRowId,
  });
  const body = await sealPayload(ctx, "result", outcome);
  const writeExchanges = await prepareExchanges(
    ctx,
    (input.exchanges ?? []).map((recorded) =>
      providerExchange({ providerId: input.check.providerId, checkId: input.check.id }, recorded),
    ),
  );
  const result = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, input.check.id);
    const refusal = whyNotSavable(check);
    if (refusal !== null) throw new ConflictError(refusal);
    await writeExchanges(tx);
    const stored = await place(tx, ctx, { ...input, check, outcome, body, updateRowId });
    if (stored.stored !== "unchanged" && input.act !== null)
      await record(tx, ctx, { checkId: check.id, act: input.act });
    return stored;
  });
  void ctx.engine.wake({
    tenantId: ctx.tenantId,
    checkId: result.check.id,
    template: result.check.checkTemplate,
  });
  return result;
}

type Placing = ByHand & { body: PayloadRow; updateRowId: string };

async function place(tx: Tx, ctx: ServiceContext, input: Placing): Promise<StoredByHand> {
  const { check, body } = input;
  if (isMonitored(check.checkTemplate)) {
    const { occurredAt, outcome, updateRowId } = input;
    const after = await appendUpdate(tx, ctx, {
      check,
      outcome,
      body,
      updateRowId,
      ...(occurredAt === undefined ? {} : { occurredAt }),
    });
    const update = await lastUpdate(tx, check.id);
    return { stored: update?.id === input.updateRowId ? "update" : "unchanged", check: after, update };
  }
  if (check.state === "in_progress")
    return { stored: "result", check: await storeFinal(tx, ctx, input), update: null };
  await tx.insert(payloads).values(body);
  return { stored: "result", check: await replaceResult(tx, ctx, input), update: null };
}

/** The old body stays until its retention ends: it is evidence of what the replacement was made from. */
async function replaceResult(tx: Tx, ctx: ServiceContext, input: Placing): Promise<CheckRow> {
  const { check, outcome, body } = input;
  const now = ctx.now();
  const [replaced] = await tx
    .update(checks)
    .set({
      outcome: outcome.kind,
      decision: decisionOf(check.checkType, outcome),
      errorType: firstErrorType(outcome),
      resultPayloadId: body.id,
      resultAt: now,
      deadlineAt: new Date(now.getTime() + UNFETCHED_EXPIRY_MS),
      engineDueAt: now,
    })
    .where(eq(checks.id, check.id))
    .returning();
  const row = replaced ?? check;
  await queueNotificationIfDue(tx, ctx, row);
  return row;
}

async function lastUpdate(tx: Tx, checkId: CheckId): Promise<UpdateRow | null> {
  const [row] = await tx
    .select()
    .from(updates)
    .where(eq(updates.checkId, checkId))
    .orderBy(desc(updates.number))
    .limit(1);
  return row ?? null;
}

async function record(
  tx: Tx,
  ctx: ServiceContext,
  { checkId, act }: { checkId: CheckId; act: Act },
): Promise<void> {
  await addCheckEvent(tx, ctx, { checkId, kind: act.event, details: act.details });
  await recordAudit(tx, ctx, {
    action: act.action,
    targetKind: "check",
    targetId: checkId,
    reason: act.reason,
    details: act.details,
  });
}
