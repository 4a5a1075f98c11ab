import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { breakers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { type BreakerRow, factsOf, type Guarded, moveBreaker } from "./breaker-row";
import { CLOSED } from "./decide-breaker";
import { type Breaker, describeBreakers } from "./list-breakers";
import { release } from "./note-answer";
import { FIRST_ROUND } from "./release-parked";
import { type Settle, settleRest } from "./settle-rest";

/**
 * Closes a breaker by hand and lets what is parked leave at the bounded rate. Should the host still fail, it opens again
 * by the same rule. One that is closed stays so; whatever is still parked for it is released. Throws NotFoundError.
 */
export async function closeBreaker(
  ctx: ServiceContext,
  input: { id: string; reason: string },
): Promise<Breaker> {
  requireScope(ctx, "notifications:write");
  if (!isUuid(input.id)) throw new NotFoundError("This breaker does not exist.");
  const { closed, guarded, settling } = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    closeLocked(tx, ctx, input),
  );
  await settleRest(ctx, guarded, settling);
  return { ...closed, parked: 0 };
}

type Closing = { closed: Breaker; guarded: Guarded; settling: { settle: Settle; moved: number } };

async function closeLocked(
  tx: Tx,
  ctx: ServiceContext,
  input: { id: string; reason: string },
): Promise<Closing> {
  const row = await lockBreaker(tx, ctx, input.id);
  const { scope, key } = row;
  const guarded = { scope, key };
  const from = factsOf(row);
  if (row.state !== "closed") {
    const window = { calls: 0, failures: 0 };
    await moveBreaker(tx, ctx, { guarded, from, to: CLOSED, window, actorLabel: ctx.actor.label });
  }
  const settle: Settle = (own, round) => release(own, ctx, { guarded, from, round });
  const moved = await settle(tx, FIRST_ROUND);
  const [closed = missing()] = await describeBreakers(tx, ctx, [await lockBreaker(tx, ctx, input.id)]);
  await recordAudit(tx, ctx, {
    action: "breaker.closed",
    targetKind: "breaker",
    targetId: row.id,
    reason: input.reason,
    // The rest follows after the commit.
    details: { scope, key, was: row.state, released: moved + closed.parked },
  });
  return { closed, guarded, settling: { settle, moved } };
}

async function lockBreaker(tx: Tx, ctx: ServiceContext, id: string): Promise<BreakerRow> {
  const [row] = await tx
    .select()
    .from(breakers)
    .where(and(eq(breakers.tenantId, ctx.tenantId), eq(breakers.id, id)))
    .for("update");
  return row ?? missing();
}

function missing(): never {
  throw new NotFoundError("This breaker does not exist.");
}
