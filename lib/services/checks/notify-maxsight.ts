import type { CheckId } from "@/lib/ids";
import type { LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import type { ServiceContext } from "../context";
import { attemptNotification } from "../notifications";
import { decideStep } from "./decide-step";
import { carryOut, nextStep } from "./lifecycle";

/** Makes the automatic attempt that is due, and decides what is next together with recording it. Safe to repeat. */
export async function notifyMaxsight(
  ctx: ServiceContext,
  { checkId, notificationId }: { checkId: CheckId; notificationId: string },
): Promise<LifecycleStep> {
  const attempt = { notificationId, trigger: "auto" as const };
  const result = await attemptNotification(ctx, attempt, (tx, check) => decideStep(tx, ctx, check));
  return result.status === "attempted" && result.next !== undefined
    ? carryOut(ctx, checkId, result.next)
    : nextStep(ctx, { checkId });
}
