import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { factsOf, findBreaker, type Guarded, moveBreaker } from "./breaker-row";
import { gaveBack } from "./decide-breaker";
import type { LetThrough } from "./pass-breaker";
import { FIRST_ROUND, releaseCalls } from "./release-parked";
import { type Settle, settleRest } from "./settle-rest";

/**
 * Gives back a call that was let through and did not leave. Was it the probe, the next call may probe at once: not only when
 * the lease ends, as when a process is lost. Never throws, for the lease ends by itself.
 */
export async function giveBack(
  ctx: ServiceContext,
  { guarded, gate }: { guarded: Guarded; gate: LetThrough },
): Promise<void> {
  if (gate.pass !== "probe") return;
  try {
    await giveBackProbe(ctx, { guarded, leaseEndsAtMs: gate.leaseEndsAtMs });
  } catch (error) {
    const about = { breaker: guarded.key, scope: guarded.scope, reason: messageOf(error) };
    ctx.log.error(about, "probe could not be given back");
  }
}

async function giveBackProbe(
  ctx: ServiceContext,
  { guarded, leaseEndsAtMs }: { guarded: Guarded; leaseEndsAtMs: number },
): Promise<void> {
  const putOff = { providerId: guarded.key, parkedUntil: new Date(leaseEndsAtMs) };
  // One of those that wait behind it is the next probe. What waits for a host leaves whenever its breaker closes.
  const settle: Settle | null =
    guarded.scope === "provider" ? (tx, round) => releaseCalls(tx, ctx, { ...putOff, round }) : null;
  const settling = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const from = factsOf(await findBreaker(tx, ctx, guarded));
    const to = gaveBack(from, { leaseEndsAtMs, nowMs: ctx.now().getTime() });
    if (to === null) return null;
    const window = { calls: 0, failures: 0 };
    const isMoved = await moveBreaker(tx, ctx, { guarded, from, to, window, actorLabel: ctx.actor.label });
    return isMoved && settle !== null ? { settle, moved: await settle(tx, FIRST_ROUND) } : null;
  });
  if (settling !== null) await settleRest(ctx, guarded, settling);
}
