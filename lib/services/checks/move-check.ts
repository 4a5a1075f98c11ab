import { and, eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checkEvents, checks } from "@/lib/db/schema";
import { AppError } from "@/lib/errors";
import { type CheckId, newId } from "@/lib/ids";
import { canMoveCheck, type CheckState, isFinalCheckState } from "@/lib/protocol/states";
import type { ServiceContext } from "../context";
import type { CheckRow } from "./check-row";

type Changes = Partial<typeof checks.$inferInsert>;

/**
 * Moves a locked check to another state and writes the step into its timeline. Compare-and-set: the row must still
 * be in the state it was read in. Throws AppError `internal` for a move the table of states does not know.
 */
export async function moveCheck(
  tx: Tx,
  ctx: ServiceContext,
  move: {
    check: CheckRow;
    to: CheckState;
    changes?: Changes;
    details?: Record<string, string | number | boolean | null>;
  },
): Promise<CheckRow> {
  const { check, to } = move;
  if (!canMoveCheck(check.state, to)) {
    throw new AppError("internal", `A check cannot go from ${check.state} to ${to}.`);
  }
  const [moved] = await tx
    .update(checks)
    // Nothing is waited for any more.
    .set({ ...move.changes, state: to, ...(isFinalCheckState(to) ? { deadlineAt: null } : {}) })
    .where(and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, check.id), eq(checks.state, check.state)))
    .returning();
  if (moved === undefined) throw new AppError("internal", "A locked check changed under its lock.");
  await addCheckEvent(tx, ctx, { checkId: check.id, kind: to, details: move.details ?? {} });
  return moved;
}

/** Adds a step of our own to the timeline. `details` must hold no personal data. */
export async function addCheckEvent(
  tx: Tx,
  ctx: ServiceContext,
  event: { checkId: CheckId; kind: string; details: Record<string, string | number | boolean | null> },
): Promise<void> {
  const createdAt = ctx.now();
  await tx
    .insert(checkEvents)
    .values({ id: newId(createdAt.getTime()), tenantId: ctx.tenantId, createdAt, ...event });
}
