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
import { putOffCalls, releaseCalls, releaseParked, type Round } from "./release-parked";

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
  const closed = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
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
    if (to.state === "closed") {
      await release(tx, ctx, { ...guarded, row, round: "first" });
      return { ...guarded, row };
    }
    if (guarded.scope === "provider") await putOffAgain(tx, ctx, { providerId: guarded.key, from, to });
    return null;
  });
  if (closed !== null) await releaseHeld(ctx, closed);
}

type Closed = Guarded & { row: BreakerRow | undefined };

/** Lets go what waits for a breaker that has closed: notifications to a host, polls and cancels to a provider. How many. */
export async function release(
  tx: Tx,
  ctx: ServiceContext,
  { scope, key, row, round }: Closed & { round: Round },
): Promise<number> {
  if (scope === "maxsight_host") return releaseParked(tx, ctx, { apiBaseUrl: key, round });
  const parkedUntil = row?.nextProbeAt ?? null;
  return parkedUntil === null ? 0 : releaseCalls(tx, ctx, { providerId: key, parkedUntil, round });
}

/** Lets go what somebody held when the breaker closed. Call it after that commit. Never throws: it leaves later then. */
export async function releaseHeld(ctx: ServiceContext, closed: Closed): Promise<void> {
  try {
    await asTenant(ctx.db, ctx.tenantId, (tx) => release(tx, ctx, { ...closed, round: "second" }));
  } catch (error) {
    const { key, scope } = closed;
    ctx.log.error({ breaker: key, scope, reason: messageOf(error) }, "not everything parked was released");
  }
}

/** What waits behind a probe that failed waits for the next one: that may come long before its lease would have ended. */
async function putOffAgain(
  tx: Tx,
  ctx: ServiceContext,
  { providerId, from, to }: { providerId: string; from: BreakerFacts; to: BreakerFacts },
): Promise<void> {
  if (from.nextProbeAtMs === null || to.nextProbeAtMs === null) return;
  const parkedUntil = new Date(from.nextProbeAtMs);
  await putOffCalls(tx, ctx, { providerId, parkedUntil, until: new Date(to.nextProbeAtMs) });
}

/** What failed before it closed has had its consequence. */
function windowStart(row: BreakerRow | undefined, nowMs: number): number {
  return Math.max(nowMs - WINDOW_MS, row?.updatedAt.getTime() ?? 0);
}
