import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ServiceContext } from "../context";
import type { Guarded } from "./breaker-row";
import { MOST_AT_ONCE, type Round } from "./release-parked";

/** Moves what waits behind a breaker that has moved, so many at once. How many. */
export type Settle = (tx: Tx, round: Round) => Promise<number>;

/**
 * Moves what somebody held when the breaker moved, and what was too much for one statement, as the rest was. Call it after
 * that commit; `moved` were moved in it. Never throws: it leaves later then.
 */
export async function settleRest(
  ctx: ServiceContext,
  { scope, key }: Guarded,
  { settle, moved }: { settle: Settle; moved: number },
): Promise<void> {
  try {
    let count = moved;
    for (;;) {
      const round = { isFirst: false, moved: count };
      // One after the other on purpose: each sees what the one before has left.
      // oxlint-disable-next-line no-await-in-loop
      const more = await asTenant(ctx.db, ctx.tenantId, (tx) => settle(tx, round));
      if (more < MOST_AT_ONCE) return;
      count += more;
    }
  } catch (error) {
    ctx.log.error({ breaker: key, scope, reason: messageOf(error) }, "not everything parked was moved");
  }
}
