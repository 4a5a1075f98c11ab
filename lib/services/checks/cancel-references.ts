import { asTenant } from "@/lib/db/tenant";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { canMoveCheck } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";
import { endCancelled } from "./end-cancelled";
import { findCheckByReference, lockCheck } from "./find-check";

export type CancelledReference = { reference: string; status: "cancelled" | "already_ended" | "unknown" };

/**
 * Maxsight ends monitoring of many references at once (PROTOCOL 10.6). Each stands for itself: an unknown one does not
 * fail the others, and one that has already ended is no error. A check of another environment than the key's is unknown.
 */
export async function cancelReferences(
  ctx: ServiceContext,
  input: { providerId: string; references: string[]; environment: MaxsightEnvironment },
): Promise<CancelledReference[]> {
  const results: CancelledReference[] = [];
  for (const reference of new Set(input.references)) {
    const found = await findCheckByReference(ctx, { providerId: input.providerId, reference });
    const isKnown = found !== null && found.environment === input.environment;
    results.push({ reference, status: isKnown ? await cancelOne(ctx, found) : "unknown" });
  }
  return results;
}

async function cancelOne(ctx: ServiceContext, found: CheckRow): Promise<"cancelled" | "already_ended"> {
  const cancelled = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, found.id);
    if (!canMoveCheck(check.state, "cancelled")) return null;
    return endCancelled(tx, ctx, { check, by: "maxsight" });
  });
  if (cancelled === null) return "already_ended";
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId: cancelled.id, template: cancelled.checkTemplate });
  return "cancelled";
}
