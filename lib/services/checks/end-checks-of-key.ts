import { and, eq, inArray } from "drizzle-orm";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import { canMoveCheck, CHECK_STATES, isFinalCheckState } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";
import { endCancelled } from "./end-cancelled";
import { lockCheck } from "./find-check";

const OPEN_STATES = CHECK_STATES.filter((state) => !isFinalCheckState(state));

/**
 * Ends what a temporary key of our own simulator left open: nobody listens for those notifications any more. The end
 * of the key is what the audit trail tells. Resolves with how many were ended; doing it twice is doing it once.
 */
export async function endChecksOfKey(ctx: ServiceContext, input: { signingKeyId: string }): Promise<number> {
  const open = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ id: checks.id })
      .from(checks)
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          eq(checks.signingKeyId, input.signingKeyId),
          inArray(checks.state, OPEN_STATES),
        ),
      ),
  );
  let ended = 0;
  for (const { id } of open) ended += (await endOne(ctx, id)) ? 1 : 0;
  return ended;
}

async function endOne(ctx: ServiceContext, id: CheckId): Promise<boolean> {
  const cancelled = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, id);
    if (!canMoveCheck(check.state, "cancelled")) return null;
    return endCancelled(tx, ctx, { check, by: "simulator" });
  });
  if (cancelled === null) return false;
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: cancelled.id, template: cancelled.checkTemplate });
  return true;
}
