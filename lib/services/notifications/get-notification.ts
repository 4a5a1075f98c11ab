import { and, asc, eq } from "drizzle-orm";
import { checks, notificationAttempts, notifications, providers, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { NotFoundError } from "@/lib/errors";
import { isUuid } from "@/lib/ids";
import { requireScope, type ServiceContext } from "../context";
import { type AttemptExplanation, explainAttemptError } from "./errors";
import { listItemColumns, type NotificationListItem } from "./list-notifications";
import type { AttemptRow } from "./notification-row";

export type NotificationDetail = Omit<NotificationListItem, "check"> & {
  check: NotificationListItem["check"] &
    Pick<typeof checks.$inferSelect, "id" | "state" | "outcome" | "fetchedAt">;
  key: { keyId: string; environment: string; state: string };
  attemptRows: (AttemptRow & { explanation: AttemptExplanation | null })[];
};

/** One notification with each of its attempts, oldest first, and what each failure means. */
export async function getNotification(
  ctx: ServiceContext,
  input: { id: string },
): Promise<NotificationDetail> {
  requireScope(ctx, "notifications:read");
  if (!isUuid(input.id)) throw new NotFoundError("This notification does not exist.");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({
        ...listItemColumns,
        facts: {
          id: checks.id,
          state: checks.state,
          outcome: checks.outcome,
          fetchedAt: checks.fetchedAt,
        },
        key: { keyId: signingKeys.keyId, environment: signingKeys.environment, state: signingKeys.state },
      })
      .from(notifications)
      .innerJoin(checks, eq(checks.id, notifications.checkId))
      .innerJoin(providers, eq(providers.id, notifications.providerId))
      .innerJoin(signingKeys, eq(signingKeys.id, notifications.signingKeyId))
      .where(and(eq(notifications.tenantId, ctx.tenantId), eq(notifications.id, input.id)));
    if (row === undefined) throw new NotFoundError("This notification does not exist.");
    const attempts = await tx
      .select()
      .from(notificationAttempts)
      .where(
        and(
          eq(notificationAttempts.tenantId, ctx.tenantId),
          eq(notificationAttempts.notificationId, input.id),
        ),
      )
      .orderBy(asc(notificationAttempts.number));
    return {
      ...row.notification,
      provider: row.provider,
      check: { ...row.check, ...row.facts },
      key: row.key,
      attemptRows: attempts.map((attempt) => ({
        ...attempt,
        explanation: attempt.errorCode === null ? null : explainAttemptError(attempt.errorCode),
      })),
    };
  });
}
