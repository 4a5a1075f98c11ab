import type { Tx } from "@/lib/db/client";
import type { ServiceContext } from "../context";
import { factsOf, findBreaker, type Guarded, moveBreaker } from "./breaker-row";
import { decidePass, halfOpened, PROBE_LEASE_MS, type SentAs } from "./decide-breaker";

/** A call that may leave; a probe until its lease ends, which names it. */
export type LetThrough = { pass: Exclude<SentAs, "probe"> } | { pass: "probe"; leaseEndsAtMs: number };
export type BreakerPass = LetThrough | { pass: "park" };

/**
 * Asks the breaker before a call leaves, in the transaction that records the call. When the time of the probe has come,
 * exactly one of all who ask gets it; the others are parked behind it, with `parkUntil`.
 */
export async function passBreaker(
  tx: Tx,
  ctx: ServiceContext,
  input: { guarded: Guarded; isAutomatic: boolean },
): Promise<BreakerPass> {
  const nowMs = ctx.now().getTime();
  const { guarded, isAutomatic } = input;
  const leaseEndsAtMs = nowMs + PROBE_LEASE_MS[guarded.scope];
  const from = factsOf(await findBreaker(tx, ctx, guarded));
  const decision = decidePass(from, { isAutomatic, nowMs });
  if (decision.pass !== "probe") return decision;
  const to = halfOpened(from, leaseEndsAtMs);
  const window = { calls: 0, failures: 0 };
  const isMine = await moveBreaker(tx, ctx, { guarded, from, to, window, actorLabel: ctx.actor.label });
  if (isMine) return { pass: "probe", leaseEndsAtMs };
  // Somebody else moved it between our reading and our claim: what the row says now is the answer.
  return passBreaker(tx, ctx, input);
}
