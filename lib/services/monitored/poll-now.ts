import { and, eq, inArray, isNull } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { addCheckEvent, checkIdOf, type CheckRow, getCheckRow } from "../checks";
import { requireScope, type ServiceContext } from "../context";
import { getDefinitionVersion } from "../registry";
import { whyNotPollable } from "./can-poll";

/**
 * Makes the lifecycle ask the provider now instead of at its time. The answer is stored as any other; asking twice
 * changes nothing. Throws ConflictError where there is nothing to ask: the provider only tells, the monitoring is
 * paused, or the check has ended.
 */
export async function pollNow(
  ctx: ServiceContext,
  input: { id: string; reason?: string | undefined },
): Promise<CheckRow> {
  requireScope(ctx, "checks:write");
  const check = await getCheckRow(ctx, checkIdOf(input.id));
  await requirePollable(ctx, check);
  const asked = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const now = ctx.now();
    const [row] = await tx
      .update(checks)
      .set({ nextPollAt: now, engineDueAt: now })
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          eq(checks.id, check.id),
          inArray(checks.state, ["in_progress", "monitoring"]),
          isNull(checks.monitoringPausedAt),
        ),
      )
      .returning();
    if (row === undefined) {
      throw new ConflictError(`This check is ${check.state.replace("_", " ")}: there is nothing to ask for.`);
    }
    await addCheckEvent(tx, ctx, { checkId: check.id, kind: "poll_requested", details: {} });
    await recordAudit(tx, ctx, {
      action: "check.poll_requested",
      targetKind: "check",
      targetId: check.id,
      reason: input.reason ?? null,
    });
    return row;
  });
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: check.id, template: check.checkTemplate });
  return asked;
}

async function requirePollable(ctx: ServiceContext, check: CheckRow): Promise<void> {
  const { providerId, version: number } = check;
  const refusal = whyNotPollable(check, await getDefinitionVersion(ctx, { providerId, number }));
  if (refusal !== null) throw new ConflictError(refusal);
}
