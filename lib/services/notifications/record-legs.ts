import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, updates } from "@/lib/db/schema";
import { NotFoundError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import { canMoveUpdate, UPDATE_STATES } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";

/** The check of a notification, as stored. */
export type NotifiedCheck = typeof checks.$inferSelect;

/** `isSuperseded`: a person gave the update up in favour of a later one. */
export type Told = { check: NotifiedCheck; isSuperseded: boolean };

/** The legs of the check or, for a monitored one, of its update. The first time counts. */
export async function recordLegs(
  tx: Tx,
  ctx: ServiceContext,
  input: { checkId: string; updateId: string | null; isAcknowledged: boolean },
): Promise<Told> {
  const { checkId, updateId, isAcknowledged } = input;
  const now = ctx.now().toISOString();
  const legs = {
    notifiedAt: sql`coalesce(notified_at, ${now}::timestamptz)`,
    ...(isAcknowledged ? { acknowledgedAt: sql`coalesce(acknowledged_at, ${now}::timestamptz)` } : {}),
  };
  const isMine = and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, checkId as CheckId));
  if (updateId === null) {
    const [check = missing()] = await tx.update(checks).set(legs).where(isMine).returning();
    return { check, isSuperseded: false };
  }
  const [check = missing()] = await tx.select().from(checks).where(isMine).for("update");
  const ofUpdate = eq(updates.id, updateId);
  const [update] = await tx.update(updates).set(legs).where(ofUpdate).returning({ state: updates.state });
  await moveUpdate(tx, updateId, isAcknowledged ? "acknowledged" : "notified");
  return { check, isSuperseded: update?.state === "superseded" };
}

/** Compare-and-set: an update that is fetched or superseded by now stays so. */
async function moveUpdate(tx: Tx, updateId: string, to: "notified" | "acknowledged"): Promise<void> {
  const sources = UPDATE_STATES.filter((from) => canMoveUpdate(from, to));
  await tx
    .update(updates)
    .set({ state: to })
    .where(and(eq(updates.id, updateId), inArray(updates.state, sources)));
}

function missing(): never {
  throw new NotFoundError("The check of this notification does not exist.");
}
