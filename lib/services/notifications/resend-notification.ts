import { NotFoundError } from "@/lib/errors";
import { type CheckId, isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { attemptNotification } from "./attempt-notification";
import type { AttemptRow, NotificationRow } from "./notification-row";
import { wakeLifecycle } from "./wake-lifecycle";

export type Resent = { attempt: AttemptRow; notification: NotificationRow };

/**
 * One attempt now, on a person's word, by this process: works in every state, also on what was fetched or given up,
 * and no idempotency stands in its way. The plan of the ladder stays as it was, unless `withLadder` starts it anew.
 */
export async function resendNotification(
  ctx: ServiceContext,
  input: { notificationId: string; reason?: string | undefined; withLadder?: boolean | undefined },
): Promise<Resent> {
  requireScope(ctx, "notifications:write");
  if (!isUuid(input.notificationId)) throw new NotFoundError("This notification does not exist.");
  const result = await attemptNotification(ctx, { ...input, trigger: "manual" });
  if (result.status === "not_due") throw new NotFoundError("This notification does not exist.");
  await wakeLifecycle(ctx, result.notification.checkId as CheckId);
  return { attempt: result.attempt, notification: result.notification };
}
