import { eq } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { ConflictError } from "@/lib/errors";
import { recordAudit } from "../audit";
import { addCheckEvent, checkIdOf, type CheckRow, lockCheck } from "../checks";
import { requireScope, type ServiceContext } from "../context";
import { readDefinitionVersion } from "../registry";

/**
 * Stops the monitoring of one reference until somebody resumes it: the provider is not asked, and what it tells by webhook
 * is kept unread. Updates that are there already still go to Maxsight. Pausing twice is once. Throws ConflictError for a
 * check that is not being monitored.
 */
export async function pauseMonitoring(
  ctx: ServiceContext,
  input: { id: string; reason: string },
): Promise<CheckRow> {
  return change(ctx, input.id, async (tx, check) => {
    if (check.monitoringPausedAt !== null) return check;
    const changes = { monitoringPausedAt: ctx.now(), nextPollAt: null };
    return record(tx, ctx, { check, changes, act: "paused", reason: input.reason });
  });
}

/**
 * Lets the monitoring go on: webhooks that were kept are read, oldest first, and a provider that is polled is asked at
 * once; so is one whose webhooks only announce, for what it announced before. Resuming what is not paused changes nothing.
 */
export async function resumeMonitoring(
  ctx: ServiceContext,
  input: { id: string; reason?: string | undefined },
): Promise<CheckRow> {
  return change(ctx, input.id, async (tx, check) => {
    if (check.monitoringPausedAt === null) return check;
    const { providerId, version: number } = check;
    const { connector } = await readDefinitionVersion(tx, ctx, { providerId, number });
    const isAsked =
      connector.kind === "http" &&
      (connector.monitoring?.mode === "poll" || connector.operations.webhook?.then === "poll");
    const changes = { monitoringPausedAt: null, nextPollAt: isAsked ? ctx.now() : null };
    return record(tx, ctx, { check, changes, act: "resumed", reason: input.reason ?? null });
  });
}

async function change(
  ctx: ServiceContext,
  id: string,
  act: (tx: Tx, check: CheckRow) => Promise<CheckRow>,
): Promise<CheckRow> {
  requireScope(ctx, "checks:write");
  const checkId = checkIdOf(id);
  const changed = await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const check = await lockCheck(tx, ctx, checkId);
    if (check.state !== "monitoring") throw new ConflictError(whyNot(check));
    return act(tx, check);
  });
  void ctx.engine.wake({ tenantId: ctx.tenantId, checkId, template: changed.checkTemplate });
  return changed;
}

function whyNot({ state }: CheckRow): string {
  return state === "accepted" || state === "in_progress"
    ? "The first result has not come yet: there is no monitoring to pause."
    : `This check is ${state.replace("_", " ")} and is not monitored.`;
}

type Recording = {
  check: CheckRow;
  changes: Pick<CheckRow, "monitoringPausedAt" | "nextPollAt">;
  act: "paused" | "resumed";
  reason: string | null;
};

async function record(
  tx: Tx,
  ctx: ServiceContext,
  { check, changes, act, reason }: Recording,
): Promise<CheckRow> {
  const [changed] = await tx
    .update(checks)
    .set({ ...changes, engineDueAt: ctx.now() })
    .where(eq(checks.id, check.id))
    .returning();
  await addCheckEvent(tx, ctx, { checkId: check.id, kind: `monitoring_${act}`, details: {} });
  await recordAudit(tx, ctx, {
    action: `check.monitoring_${act}`,
    targetKind: "check",
    targetId: check.id,
    reason,
  });
  return changed ?? check;
}
