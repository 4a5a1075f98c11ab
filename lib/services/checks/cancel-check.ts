import type { CheckId } from "@/lib/ids";
import { ConflictError } from "@/lib/errors";
import { asTenant } from "@/lib/db/tenant";
import { canMoveCheck } from "@/lib/protocol/states";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import type { CheckRow } from "./check-row";
import { endCancelled } from "./end-cancelled";
import { lockCheck } from "./find-check";

/**
 * Ends a check for good on an operator's word: no notification follows, and the lifecycle tells the provider where its
 * definition says how. Throws ConflictError when the check has already ended.
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
    await recordAudit(tx, ctx, {
      action: "check.cancelled",
      targetKind: "check",
      targetId: check.id,
      reason: input.reason,
    });
    return endCancelled(tx, ctx, { check });
  });
  void ctx.engine.wake({
    tenantId: ctx.tenantId,
    checkId: cancelled.id,
    template: cancelled.checkTemplate,
  });
  return cancelled;
}
