import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { breakers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { type BreakerRow, factsOf, moveBreaker } from "./breaker-row";
import { CLOSED } from "./decide-breaker";
import { type Breaker, describeBreakers } from "./list-breakers";
import { release } from "./note-answer";
import { settleHeld } from "./settle-held";

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
  const { row, closed } = await asTenant(ctx.db, ctx.tenantId, (tx) => closeLocked(tx, ctx, input));
  const guarded = { scope: row.scope, key: row.key };
  await settleHeld(ctx, guarded, (tx, round) => release(tx, ctx, { guarded, from: factsOf(row), round }));
  return closed;
}

async function closeLocked(
  tx: Tx,
  ctx: ServiceContext,
  input: { id: string; reason: string },
): Promise<{ row: BreakerRow; closed: Breaker }> {
  const row = await lockBreaker(tx, ctx, input.id);
  const { scope, key } = row;
  const guarded = { scope, key };
  const from = factsOf(row);
  if (row.state !== "closed") {
    const window = { calls: 0, failures: 0 };
    await moveBreaker(tx, ctx, { guarded, from, to: CLOSED, window, actorLabel: ctx.actor.label });
  }
  const released = await release(tx, ctx, { guarded, from, round: "first" });
  await recordAudit(tx, ctx, {
    action: "breaker.closed",
    targetKind: "breaker",
    targetId: row.id,
    reason: input.reason,
    details: { scope, key, was: row.state, released },
  });
  const [closed] = await describeBreakers(tx, ctx, [await lockBreaker(tx, ctx, input.id)]);
  return { row, closed: closed ?? missing() };
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
