import { eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import { isMonitored } from "@/lib/protocol/check-template";
import type { ErrorsOutcome } from "@/lib/protocol/outcome";
import type { ServiceContext } from "../context";
import { findJsonPayload, sealPayload } from "../payloads";
import { findDefinitionVersion } from "../registry";
import { appendUpdate, nextMonitoringPoll } from "./append-update";
import type { CheckRow } from "./check-row";
import { lockCheck } from "./find-check";
import { moveCheck } from "./move-check";

/**
 * Compare-and-set on `start_answered`. With `errors` the check is finished: Maxsight has the outcome and will not ask
 * again (PROTOCOL 7.3). Resolves false when the other side was first.
 */
export async function claimStartAnswer(
  ctx: ServiceContext,
  { checkId, as }: { checkId: CheckId; as: "plain" | "errors" },
): Promise<boolean> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    if (check.startAnswered !== null) return check.startAnswered === as;
    if (as === "plain") {
      await tx.update(checks).set({ startAnswered: "plain" }).where(eq(checks.id, checkId));
      if (isMonitored(check.checkTemplate)) await promoteToUpdate(tx, ctx, check);
      return true;
    }
    if (check.state !== "result_ready") return false;
    const now = ctx.now();
    await moveCheck(tx, ctx, {
      check,
      to: "finished",
      changes: { startAnswered: "errors", fetchedAt: now, finishedAt: now, engineDueAt: now },
    });
    return true;
  });
}

/** Errors of a monitored check that missed the start answer travel like any result: as its first update, and not its last. */
async function promoteToUpdate(tx: Tx, ctx: ServiceContext, check: CheckRow): Promise<void> {
  const outcome = await findJsonPayload<ErrorsOutcome>(ctx, tx, check.resultPayloadId);
  if (outcome === null || check.state !== "result_ready") return;
  const { providerId, version: number } = check;
  const version = await findDefinitionVersion(tx, ctx, { providerId, number });
  const nextPollAt = nextMonitoringPoll(version, ctx.now());
  await tx.update(checks).set({ nextPollAt }).where(eq(checks.id, check.id));
  const body = await sealPayload(ctx, "result", outcome);
  await appendUpdate(tx, ctx, { check: { ...check, nextPollAt }, outcome, body });
}
