import { eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { forgetImages } from "../images";
import { queueNotification, stopNotifications } from "../notifications";
import { type DefinitionVersion, findDefinitionVersion } from "../registry";
import type { CheckRow } from "./check-row";
import { lockCheck } from "./find-check";
import { pendingUpdateOf, readFacts } from "./lifecycle-facts";
import { moveCheck } from "./move-check";
import { decideNextStep, type LifecycleDecision } from "./next-step";

/** What is next for a check, and the version it was decided with; null where it cannot be read any more. */
export type Decided = { decision: LifecycleDecision; version: DefinitionVersion | null };

/**
 * Decides what is next for a locked check and acknowledges that its lifecycle has seen it: `engine_due_at` is cleared in
 * the same transaction, so a change after it makes the row due again. Pass the decision on to `carryOut`.
 */
export async function decideStep(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<Decided> {
  if (check.engineDueAt !== null)
    await tx.update(checks).set({ engineDueAt: null }).where(eq(checks.id, check.id));
  return decideLocked(tx, ctx, check);
}

/** As `decideStep`, in a transaction of its own. */
export function decideUnderLock(ctx: ServiceContext, checkId: CheckId): Promise<Decided> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => decideStep(tx, ctx, await lockCheck(tx, ctx, checkId)));
}

/**
 * Stores with `write` and decides in the same transaction. Null when the check's provider reference has just become known:
 * a webhook of this very moment has found no check by it, and is seen only by whoever decides after the commit.
 */
export function storeStep(
  ctx: ServiceContext,
  before: CheckRow,
  write: (tx: Tx) => Promise<CheckRow>,
): Promise<Decided | null> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const stored = await write(tx);
    return stored.providerReference === before.providerReference ? decideStep(tx, ctx, stored) : null;
  });
}

/** As `decideStep`, where the caller clears `engine_due_at` with what it writes anyway. */
export async function decideLocked(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<Decided> {
  const { providerId, version: number } = check;
  // What needs no version goes on without it; what does is refused by its own step.
  const version = await findDefinitionVersion(tx, ctx, { providerId, number });
  const decision = decideNextStep(await readFacts(tx, check, version), ctx.now().getTime());
  if (decision.do === "expire") {
    await moveCheck(tx, ctx, { check, to: "expired", changes: { finishedAt: ctx.now() } });
    await stopNotifications(tx, ctx, { checkId: check.id });
  }
  if (decision.do === "queue_notification")
    await queueNotification(tx, ctx, { check, ...(await pendingUpdateOf(tx, check)) });
  if (decision.do === "end") await forgetBodies(tx, check);
  return { decision, version };
}

/** The customer's credentials are gone when the check ends (PRODUCT, trap 6), and so are the images of its input. */
async function forgetBodies(tx: Tx, check: CheckRow): Promise<void> {
  if (check.checkType === "DOCUMENT_VERIFICATION") await forgetImages(tx, check);
  if (check.credentialsPayloadId === null) return;
  await tx.delete(payloads).where(eq(payloads.id, check.credentialsPayloadId));
  await tx.update(checks).set({ credentialsPayloadId: null }).where(eq(checks.id, check.id));
}
