import { and, eq, gt } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError, NotFoundError } from "@/lib/errors";
import { canMoveUpdate } from "@/lib/protocol/states";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { cancelNotificationOf } from "../notifications";
import type { CheckRow } from "./check-row";
import { checkIdOf, lockCheck } from "./find-check";
import { addCheckEvent } from "./move-check";
import type { SupersedeUpdateInput } from "./schemas";

/**
 * Gives up one update of a monitored check in favour of a later one, on an operator's word: updates leave strictly in
 * order, so one that Maxsight will not take would hold back all after it. Gatehouse never skips one by itself. Maxsight
 * is not told of it any more, and is told of the next. Throws ConflictError when it has been fetched, or when nothing
 * later waits (then it is resent instead).
 */
export async function supersedeUpdate(
  ctx: ServiceContext,
  input: SupersedeUpdateInput & { id: string },
): Promise<CheckRow> {
  requireScope(ctx, "checks:write");
  const checkId = checkIdOf(input.id);
  const check = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const locked = await lockCheck(tx, ctx, checkId);
    const update = await requireSupersedable(tx, { checkId, updateId: input.update_id });
    await tx.update(updates).set({ state: "superseded" }).where(eq(updates.id, update.id));
    await cancelNotificationOf(tx, ctx, { checkId, updateId: update.id });
    await tx.update(checks).set({ engineDueAt: ctx.now() }).where(eq(checks.id, checkId));
    const details = { number: update.number };
    await addCheckEvent(tx, ctx, { checkId, kind: "update_superseded", details });
    await recordAudit(tx, ctx, {
      action: "check.update_superseded",
      targetKind: "check",
      targetId: checkId,
      reason: input.reason,
      details,
    });
    return locked;
  });
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId, template: check.checkTemplate });
  return check;
}

async function requireSupersedable(
  tx: Tx,
  { checkId, updateId }: { checkId: string; updateId: string },
): Promise<{ id: string; number: number }> {
  const [update] = await tx
    .select({ id: updates.id, number: updates.number, state: updates.state })
    .from(updates)
    .where(and(eq(updates.checkId, checkId), eq(updates.updateId, updateId)));
  if (update === undefined) throw new NotFoundError("This check has no such update.");
  if (!canMoveUpdate(update.state, "superseded"))
    throw new ConflictError(`Update ${update.number} is ${update.state} and cannot be superseded any more.`);
  const [later] = await tx
    .select({ id: updates.id })
    .from(updates)
    .where(and(eq(updates.checkId, checkId), gt(updates.number, update.number)))
    .limit(1);
  if (later === undefined)
    throw new ConflictError(
      "No later update waits for Maxsight. Resend the notification of this one instead.",
    );
  return update;
}
