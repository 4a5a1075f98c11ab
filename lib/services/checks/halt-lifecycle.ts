import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { AppError, NotFoundError } from "@/lib/errors";
import type { CheckId } from "@/lib/ids";
import type { ErrorsOutcome } from "@/lib/protocol/outcome";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import type { ServiceContext } from "../context";
import { sealPayload } from "../payloads";
import { type DefinitionVersion, findDefinitionVersion } from "../registry";
import { nextMonitoringPoll } from "./append-update";
import type { CheckRow } from "./check-row";
import { lockCheck } from "./find-check";
import { nextStep } from "./lifecycle";
import { addCheckEvent } from "./move-check";
import { storeFinal } from "./store-outcome";

/** A step of a lifecycle that no repetition can mend. `notificationId`: it was about telling Maxsight. */
export type FailedStep = { checkId: CheckId; activity: string; error: AppError; notificationId?: string };

/**
 * Ends what a failed step was for, with its cause in the timeline: a check without a result gets an `INTEGRATION` error
 * (PROTOCOL 9.3), a monitored one is asked again at its next time, a notification or a cancel is given up. Each of these
 * shows in "Needs attention". Safe to repeat.
 */
export async function haltLifecycle(ctx: ServiceContext, failed: FailedStep): Promise<LifecycleStep> {
  const { checkId, activity, error } = failed;
  ctx.log.error({ checkId, activity, code: error.code, reason: error.message }, "a lifecycle was halted");
  const outcome = halted(error);
  const body = await sealPayload(ctx, "result", outcome);
  try {
    await asTenant(ctx.db, ctx.tenantId, async (tx) => {
      const check = await lockCheck(tx, ctx, checkId);
      const { code, message } = error;
      await addCheckEvent(tx, ctx, {
        checkId,
        kind: "lifecycle_failed",
        details: { activity, code, message },
      });
      const { providerId, version: number } = check;
      const version = await findDefinitionVersion(tx, ctx, { providerId, number });
      if (check.state === "accepted" || check.state === "in_progress")
        await storeFinal(tx, ctx, { check, outcome, body, version, updateRowId: checkId });
      else await giveUpStep(tx, ctx, { check, version, failed });
    });
    return await nextStep(ctx, { checkId });
  } catch (second) {
    if (second instanceof NotFoundError) return { do: "end" };
    // Still not to be mended: the step is tried again at long intervals instead of failing the run, and stays overdue.
    throw new AppError("internal", "A halted lifecycle could not be settled.", { cause: second });
  }
}

function halted({ message }: AppError): ErrorsOutcome {
  return {
    kind: "errors",
    errors: [{ type: "INTEGRATION", message: `The gateway could not go on with this check: ${message}` }],
  };
}

type GivingUp = { check: CheckRow; version: DefinitionVersion | null; failed: FailedStep };

async function giveUpStep(tx: Tx, ctx: ServiceContext, { check, version, failed }: GivingUp): Promise<void> {
  if (failed.notificationId !== undefined) await exhaust(tx, ctx, failed.notificationId);
  else if (check.state === "monitoring") await putOffMonitoring(tx, ctx, { check, version });
  else if (check.providerCancel === "due")
    await tx
      .update(checks)
      .set({ providerCancel: "failed", providerCancelAt: null })
      .where(eq(checks.id, check.id));
}

async function exhaust(tx: Tx, ctx: ServiceContext, notificationId: string): Promise<void> {
  await tx
    .update(notifications)
    .set({ state: "exhausted", nextAttemptAt: null, lastErrorCode: "unsendable" })
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.id, notificationId),
        inArray(notifications.state, ["queued", "delivering", "parked"]),
      ),
    );
  // Maxsight has acknowledged this one: only its reminders end.
  await tx
    .update(notifications)
    .set({ nextAttemptAt: null })
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.id, notificationId),
        eq(notifications.state, "acknowledged"),
      ),
    );
}

async function putOffMonitoring(
  tx: Tx,
  ctx: ServiceContext,
  { check, version }: Pick<GivingUp, "check" | "version">,
): Promise<void> {
  const now = ctx.now();
  const nextPollAt = check.monitoringPausedAt === null ? nextMonitoringPoll(version, now) : null;
  const failing = { failingSince: check.failingSince ?? now, failingCode: "INTEGRATION" };
  await tx
    .update(checks)
    .set({ nextPollAt, ...failing })
    .where(eq(checks.id, check.id));
  const details = { error: "INTEGRATION" };
  await addCheckEvent(tx, ctx, { checkId: check.id, kind: "monitoring_failed", details });
}
