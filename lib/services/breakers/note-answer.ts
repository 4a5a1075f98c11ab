import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";
import { factsOf, findBreaker, moveBreaker, type BreakerRow } from "./breaker-row";
import { countAttempts, isHostFailure } from "./count-attempts";
import { decideAfterAnswer, type SentAs, WINDOW_MS } from "./decide-breaker";
import { releaseParked } from "./release-parked";

export type HostAnswer = { apiBaseUrl: string; sentAs: SentAs; errorCode: string | null };

/**
 * Tells the breaker of a Maxsight host how a recorded attempt went. A success of a host that is well costs nothing. In a
 * transaction of its own, after the attempt is committed: what is counted is what is stored. When it gets lost, the
 * next answer tells the same; a probe whose answer gets lost is repeated.
 */
export async function noteHostAnswer(ctx: ServiceContext, answer: HostAnswer): Promise<void> {
  const { apiBaseUrl, sentAs } = answer;
  const isFailure = isHostFailure(answer.errorCode);
  if (!isFailure && sentAs === "free") return;
  const guarded = { scope: "maxsight_host" as const, key: apiBaseUrl };
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const row = await findBreaker(tx, ctx, guarded);
    const from = factsOf(row);
    const nowMs = ctx.now().getTime();
    const window =
      from.state === "closed"
        ? await countAttempts(tx, ctx, { apiBaseUrl, sinceMs: windowStart(row, nowMs) })
        : { calls: 1, failures: isFailure ? 1 : 0 };
    const to = decideAfterAnswer(from, { sentAs, isFailure, window, nowMs });
    if (to === null) return;
    const isMoved = await moveBreaker(tx, ctx, { guarded, from, to, window, actorLabel: ctx.actor.label });
    if (isMoved && to.state === "closed") await releaseParked(tx, ctx, apiBaseUrl);
  });
}

/** What failed before it closed has had its consequence. */
function windowStart(row: BreakerRow | undefined, nowMs: number): number {
  return Math.max(nowMs - WINDOW_MS, row?.updatedAt.getTime() ?? 0);
}
