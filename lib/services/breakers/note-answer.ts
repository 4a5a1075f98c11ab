import type { Tx } from "@/lib/db/client";
import { asTenant } from "@/lib/db/tenant";
import { messageOf } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { type BreakerRow, factsOf, findBreaker, type Guarded, guardedHost, moveBreaker } from "./breaker-row";
import { countAttempts, isHostFailure } from "./count-attempts";
import {
  type BreakerFacts,
  type CallWindow,
  decideAfterAnswer,
  type SentAs,
  WINDOW_MS,
} from "./decide-breaker";
import { FIRST_ROUND, putOffCalls, releaseCalls, releaseParked, type Round } from "./release-parked";
import { type Settle, settleRest } from "./settle-rest";

export type HostAnswer = { apiBaseUrl: string; sentAs: SentAs; errorCode: string | null };

/** Tells the breaker of a Maxsight host how a recorded attempt went, and releases what is parked when it closes. */
export async function noteHostAnswer(ctx: ServiceContext, answer: HostAnswer): Promise<void> {
  const { apiBaseUrl, sentAs } = answer;
  await noteAnswer(ctx, {
    guarded: guardedHost(apiBaseUrl),
    sentAs,
    isFailure: isHostFailure(answer.errorCode),
    count: (tx, sinceMs) => countAttempts(tx, ctx, { apiBaseUrl, sinceMs }),
  });
}

export type Answer = {
  guarded: Guarded;
  sentAs: SentAs;
  isFailure: boolean;
  /** The stored calls since an instant (epoch ms), this one included. */
  count: (tx: Tx, sinceMs: number) => Promise<CallWindow>;
};

/**
 * Moves a breaker by one answer. A success of who is well costs nothing. In a transaction of its own, after the call is
 * committed: what is counted is what is stored. Never throws: whoever called has the answer, and must not call again for
 * this. When it gets lost, the next answer tells the same; a probe whose answer gets lost is repeated.
 */
export async function noteAnswer(ctx: ServiceContext, answer: Answer): Promise<void> {
  if (!answer.isFailure && answer.sentAs === "free") return;
  try {
    await moveByAnswer(ctx, answer);
  } catch (error) {
    const { key, scope } = answer.guarded;
    ctx.log.error({ breaker: key, scope, reason: messageOf(error) }, "breaker could not be told");
  }
}

async function moveByAnswer(ctx: ServiceContext, answer: Answer): Promise<void> {
  const { guarded, sentAs, isFailure } = answer;
  const settling = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const row = await findBreaker(tx, ctx, guarded);
    const from = factsOf(row);
    const nowMs = ctx.now().getTime();
    const window =
      from.state === "closed"
        ? await answer.count(tx, windowStart(row, nowMs))
        : { calls: 1, failures: isFailure ? 1 : 0 };
    const to = decideAfterAnswer(from, { sentAs, isFailure, window, nowMs });
    if (to === null) return null;
    const isMoved = await moveBreaker(tx, ctx, { guarded, from, to, window, actorLabel: ctx.actor.label });
    if (!isMoved) return null;
    const settle = settleAfter(ctx, { guarded, from, to });
    return settle === null ? null : { settle, moved: await settle(tx, FIRST_ROUND) };
  });
  if (settling !== null) await settleRest(ctx, guarded, settling);
}

/** What a move of a breaker means for what waits behind it; null where that is nothing. */
function settleAfter(
  ctx: ServiceContext,
  { guarded, from, to }: { guarded: Guarded; from: BreakerFacts; to: BreakerFacts },
): Settle | null {
  if (to.state === "closed") return (tx, round) => release(tx, ctx, { guarded, from, round });
  const { nextProbeAtMs } = to;
  if (guarded.scope !== "provider" || from.nextProbeAtMs === null || nextProbeAtMs === null) return null;
  // That may come long before the lease of the probe that failed would have ended.
  const putOff = { providerId: guarded.key, parkedUntil: new Date(from.nextProbeAtMs) };
  return (tx, round) => putOffCalls(tx, ctx, { ...putOff, until: new Date(nextProbeAtMs), round });
}

/** Lets go what waits for a breaker that has closed: notifications to a host, polls and cancels to a provider. How many. */
export async function release(
  tx: Tx,
  ctx: ServiceContext,
  { guarded, from, round }: { guarded: Guarded; from: BreakerFacts; round: Round },
): Promise<number> {
  const { scope, key } = guarded;
  if (scope === "maxsight_host") return releaseParked(tx, ctx, { apiBaseUrl: key, round });
  if (from.nextProbeAtMs === null) return 0;
  return releaseCalls(tx, ctx, { providerId: key, parkedUntil: new Date(from.nextProbeAtMs), round });
}

/** What failed before it closed has had its consequence. */
function windowStart(row: BreakerRow | undefined, nowMs: number): number {
  return Math.max(nowMs - WINDOW_MS, row?.updatedAt.getTime() ?? 0);
}
