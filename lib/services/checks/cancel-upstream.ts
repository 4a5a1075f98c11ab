import { eq } from "drizzle-orm";
import type { CancelAnswered } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import type { CheckId } from "@/lib/ids";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { callThrough, noteProviderAnswer, parkProviderCall, refusedForNow } from "../breakers";
import type { ServiceContext } from "../context";
import { prepareExchanges, providerExchange } from "../exchanges";
import { beginProviderCall } from "./begin-provider-call";
import type { CheckRow } from "./check-row";
import { lockCheck } from "./find-check";
import { keepAnswer } from "./keep-answer";
import { carryOut } from "./lifecycle";
import { addCheckEvent } from "./move-check";

const MINUTE_MS = 60_000;

/**
 * When a provider that did not end a cancelled check is told again: over a day and a half, so that a night of trouble at
 * the provider is outlived. After the last one a person has to see to it.
 */
export const CANCEL_LADDER_MS: readonly number[] = [
  MINUTE_MS / 2,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  60 * MINUTE_MS,
  6 * 60 * MINUTE_MS,
  24 * 60 * MINUTE_MS,
];

/**
 * Tells the provider once that a check is over, when that is due. Safe to repeat: a provider that no longer knows it counts
 * as told. While its breaker is open nobody is told, and no try is used up.
 */
export async function cancelUpstream(
  ctx: ServiceContext,
  { checkId }: { checkId: CheckId },
): Promise<LifecycleStep> {
  const begun = await beginProviderCall(ctx, {
    checkId,
    isWanted: (decision) => decision.do === "cancel" && decision.afterMs === 0,
  });
  if ("decision" in begun) return carryOut(ctx, checkId, begun);
  const { check, work, gate } = begun;
  const tell = (): Promise<CancelAnswered> =>
    work.connector.cancel?.(work.call, work.progress) ?? Promise.resolve(NOTHING_TO_TELL);
  const calling = { call: tell, refused: refusedForNow };
  const answered = await callThrough(ctx, { provider: check, gate }, calling);
  const decided = await keepAnswer(ctx, {
    check,
    callEndsAtMs: work.call.deadlineMs,
    prepare: async () =>
      "isPutOff" in answered ? (tx) => putOff(tx, ctx, check) : prepareAnswer(ctx, check, answered),
  });
  await noteProviderAnswer(ctx, check, answered);
  return carryOut(ctx, checkId, decided);
}

const NOTHING_TO_TELL: CancelAnswered = { cancelled: true, errors: [], warnings: [], exchanges: [] };

async function putOff(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<CheckRow> {
  const current = await lockCheck(tx, ctx, check.id);
  if (!isSameDebt(current, check)) return current;
  return changeCheck(tx, current, { providerCancelAt: await parkProviderCall(tx, ctx, check) });
}

async function prepareAnswer(
  ctx: ServiceContext,
  check: CheckRow,
  answered: CancelAnswered,
): Promise<(tx: Tx) => Promise<CheckRow>> {
  const about = { providerId: check.providerId, checkId: check.id };
  const write = await prepareExchanges(
    ctx,
    answered.exchanges.map((recorded) => providerExchange(about, recorded)),
  );
  return async (tx) => {
    const current = await lockCheck(tx, ctx, check.id);
    await write(tx);
    return isSameDebt(current, check) ? settle(tx, ctx, { check: current, answered }) : current;
  };
}

/** A reference that came meanwhile is a debt of its own, which this answer says nothing about. */
function isSameDebt(current: CheckRow, told: CheckRow): boolean {
  return current.providerCancel === "due" && current.providerReference === told.providerReference;
}

async function settle(
  tx: Tx,
  ctx: ServiceContext,
  { check, answered }: { check: CheckRow; answered: CancelAnswered },
): Promise<CheckRow> {
  const attempt = check.providerCancelAttempts + 1;
  const delayMs = CANCEL_LADDER_MS[attempt - 1];
  const error = answered.errors[0]?.type ?? null;
  const isOver = answered.cancelled || delayMs === undefined;
  const changed = await changeCheck(tx, check, {
    providerCancelAttempts: attempt,
    providerCancel: answered.cancelled ? "told" : isOver ? "failed" : "due",
    providerCancelAt: isOver ? null : new Date(ctx.now().getTime() + delayMs),
  });
  const details = answered.cancelled ? { attempt } : { attempt, error, is_last: isOver };
  const kind = answered.cancelled ? "provider_cancelled" : "provider_cancel_failed";
  await addCheckEvent(tx, ctx, { checkId: check.id, kind, details });
  return changed;
}

async function changeCheck(tx: Tx, check: CheckRow, changes: Partial<CheckRow>): Promise<CheckRow> {
  await tx.update(checks).set(changes).where(eq(checks.id, check.id));
  return { ...check, ...changes };
}
