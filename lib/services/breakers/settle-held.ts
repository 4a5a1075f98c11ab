import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ServiceContext } from "../context";
import type { Guarded } from "./breaker-row";
import type { Round } from "./release-parked";

/** Moves what waits behind a breaker that has moved. */
export type Settle = (tx: Tx, round: Round) => Promise<unknown>;

/**
 * Moves what somebody held when the breaker moved, as the rest was. Call it after that commit. Never throws: it leaves later
 * then.
 */
export async function settleHeld(
  ctx: ServiceContext,
  { scope, key }: Guarded,
  settle: Settle,
): Promise<void> {
  try {
    await asTenant(ctx.db, ctx.tenantId, (tx) => settle(tx, "second"));
  } catch (error) {
    ctx.log.error({ breaker: key, scope, reason: messageOf(error) }, "not everything parked was moved");
  }
}
