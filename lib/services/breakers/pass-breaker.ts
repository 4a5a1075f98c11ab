import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import { factsOf, findBreaker, type Guarded, moveBreaker } from "./breaker-row";
import { type BreakerPass, decidePass, halfOpened, PROBE_LEASE_MS } from "./decide-breaker";

/**
 * Asks the breaker before a call leaves, in the transaction that records the call. When the time of the probe has come,
 * exactly one of all who ask gets it; the others are parked behind it.
 */
export async function passBreaker(
  tx: Tx,
  ctx: ServiceContext,
  input: { guarded: Guarded; isAutomatic: boolean },
): Promise<BreakerPass> {
  const nowMs = ctx.now().getTime();
  const { guarded, isAutomatic } = input;
  const from = factsOf(await findBreaker(tx, ctx, guarded));
  const decision = decidePass(from, { isAutomatic, nowMs });
  if (decision.pass !== "probe") return decision;
  const to = halfOpened(from, nowMs + PROBE_LEASE_MS[guarded.scope]);
  const window = { calls: 0, failures: 0 };
  const isMine = await moveBreaker(tx, ctx, { guarded, from, to, window, actorLabel: ctx.actor.label });
  // Somebody else moved it between our reading and our claim: what the row says now is the answer.
  return isMine ? decision : decidePass(factsOf(await findBreaker(tx, ctx, guarded)), { isAutomatic, nowMs });
}
