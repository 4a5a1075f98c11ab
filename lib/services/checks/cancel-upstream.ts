import { eq } from "drizzle-orm";
import type { CancelAnswered } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { noteProviderAnswer, throughBreaker } from "../breakers";
import type { ServiceContext } from "../context";
import { prepareExchanges, providerExchange } from "../exchanges";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { getCheckRow, lockCheck } from "./find-check";
import { nextStep } from "./lifecycle";
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
  const step = await nextStep(ctx, { checkId });
  if (step.do !== "cancel" || step.afterMs > 0) return step;
  const check = await getCheckRow(ctx, checkId);
  const { connector, call, progress } = await loadCheckWork(ctx, check);
  const answered = await throughBreaker(ctx, check, {
    call: () => connector.cancel?.(call, progress) ?? Promise.resolve(NOTHING_TO_TELL),
    refused: (untilMs) => ({ exchanges: [], untilMs }),
  });
  if ("untilMs" in answered) await putOff(ctx, check, new Date(answered.untilMs));
  else await recordAnswer(ctx, check, answered);
  await noteProviderAnswer(ctx, check, answered);
  return nextStep(ctx, { checkId });
}

const NOTHING_TO_TELL: CancelAnswered = { cancelled: true, errors: [], warnings: [], exchanges: [] };

async function putOff(ctx: ServiceContext, check: CheckRow, providerCancelAt: Date): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const current = await lockCheck(tx, ctx, check.id);
    if (isSameDebt(current, check))
      await tx.update(checks).set({ providerCancelAt }).where(eq(checks.id, check.id));
  });
}

async function recordAnswer(ctx: ServiceContext, check: CheckRow, answered: CancelAnswered): Promise<void> {
  const about = { providerId: check.providerId, checkId: check.id };
  const write = await prepareExchanges(
    ctx,
    answered.exchanges.map((recorded) => providerExchange(about, recorded)),
  );
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const current = await lockCheck(tx, ctx, check.id);
    await write(tx);
    if (isSameDebt(current, check)) await settle(tx, ctx, { check: current, answered });
  });
}

/** A reference that came meanwhile is a debt of its own, which this answer says nothing about. */
function isSameDebt(current: CheckRow, told: CheckRow): boolean {
  return current.providerCancel === "due" && current.providerReference === told.providerReference;
}

async function settle(
  tx: Tx,
  ctx: ServiceContext,
  { check, answered }: { check: CheckRow; answered: CancelAnswered },
): Promise<void> {
  const attempt = check.providerCancelAttempts + 1;
  const delayMs = CANCEL_LADDER_MS[attempt - 1];
  const error = answered.errors[0]?.type ?? null;
  const isOver = answered.cancelled || delayMs === undefined;
  await tx
    .update(checks)
    .set({
      providerCancelAttempts: attempt,
      providerCancel: answered.cancelled ? "told" : isOver ? "failed" : "due",
      providerCancelAt: isOver ? null : new Date(ctx.now().getTime() + delayMs),
    })
    .where(eq(checks.id, check.id));
  const details = answered.cancelled ? { attempt } : { attempt, error, is_last: isOver };
  const kind = answered.cancelled ? "provider_cancelled" : "provider_cancel_failed";
  await addCheckEvent(tx, ctx, { checkId: check.id, kind, details });
}
