import type { CheckId } from "@/lib/ids";
import { messageOf } from "@/lib/errors";
import { ConflictError } from "@/lib/errors";
import { asTenant } from "@/lib/db/tenant";
import { canMoveCheck } from "@/lib/protocol/states";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { prepareExchanges, providerExchange } from "../exchanges";
import { stopNotifications } from "../notifications";
import type { CheckRow } from "./check-row";
import { loadCheckWork } from "./check-work";
import { lockCheck } from "./find-check";
import { moveCheck } from "./move-check";

/**
 * Ends a check for good on an operator's word: no notification follows, and the provider is told where its definition
 * says how. Throws ConflictError when the check has already ended.
 */
export async function cancelCheck(
  ctx: ServiceContext,
  input: { id: CheckId; reason: string },
): Promise<CheckRow> {
  requireScope(ctx, "checks:write");
  const cancelled = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, input.id);
    if (!canMoveCheck(check.state, "cancelled")) {
      throw new ConflictError(
        `This check is ${check.state.replace("_", " ")} and cannot be cancelled any more.`,
      );
    }
    await stopNotifications(tx, ctx, { checkId: check.id });
    await recordAudit(tx, ctx, {
      action: "check.cancelled",
      targetKind: "check",
      targetId: check.id,
      reason: input.reason,
    });
    const now = ctx.now();
    return moveCheck(tx, ctx, {
      check,
      to: "cancelled",
      changes: { finishedAt: now, engineDueAt: now, nextPollAt: null },
    });
  });
  await tellProviderOfCancel(ctx, cancelled);
  void ctx.engine.wake({
    tenantId: ctx.tenantId,
    checkId: cancelled.id,
    template: cancelled.checkTemplate,
  });
  return cancelled;
}

/** Best effort, recorded like any call: the check is cancelled here whatever the provider answers. */
export async function tellProviderOfCancel(ctx: ServiceContext, check: CheckRow): Promise<void> {
  if (check.startedAt === null || check.isDemo) return;
  try {
    const { connector, call, progress } = await loadCheckWork(ctx, check);
    const answered = await connector.cancel?.(call, progress);
    if (answered === undefined) return;
    const about = { providerId: check.providerId, checkId: check.id };
    const write = await prepareExchanges(
      ctx,
      answered.exchanges.map((recorded) => providerExchange(about, recorded)),
    );
    await asTenant(ctx.db, ctx.tenantId, write);
    if (answered.cancelled) return;
    const [error] = answered.errors;
    ctx.log.warn({ checkId: check.id, error: error?.type }, "the provider did not end a cancelled check");
  } catch (error) {
    ctx.log.warn(
      { checkId: check.id, reason: messageOf(error) },
      "the provider could not be told of a cancelled check",
    );
  }
}
