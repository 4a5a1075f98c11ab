import { z } from "zod";
import { NOTIFICATION_STATES } from "@/lib/protocol/states";
import type { NotificationListItem, Resent } from "@/lib/services/notifications";
import { Instant, toInstant } from "./values";

export const PublicAttempt = z
  .object({
    number: z.int(),
    trigger: z.enum(["auto", "manual", "bulk"]),
    actor: z.string().nullable().meta({ description: "Who asked for it; null for an automatic attempt." }),
    reason: z.string().nullable(),
    url: z.string(),
    status: z.int().nullable(),
    error_code: z.string().nullable(),
    duration_ms: z.int().nullable(),
    at: Instant,
  })
  .meta({ id: "NotificationAttempt" });

export const PublicNotification = z
  .object({
    id: z.uuid(),
    check_id: z.uuid(),
    provider: z.string().meta({ description: "The provider's slug." }),
    kind: z.enum(["callback", "monitored_notify"]),
    update_id: z.string().nullable(),
    state: z.enum(NOTIFICATION_STATES),
    attempts: z.array(PublicAttempt),
    ack_id: z.string().nullable().meta({ description: "Maxsight's `callback_id` or `notification_id`." }),
    next_attempt_at: Instant.nullable().meta({
      description: "While `parked` the latest: it leaves when a probe of its host goes well.",
    }),
    created_at: Instant,
    acknowledged_at: Instant.nullable(),
    fetched_at: Instant.nullable(),
  })
  .meta({ id: "Notification" });

type AttemptRow = Resent["attempt"];

/** An attempt as the management API shows it. */
export function toPublicAttempt(attempt: AttemptRow): z.input<typeof PublicAttempt> {
  return {
    number: attempt.number,
    trigger: attempt.trigger,
    actor: attempt.actor,
    reason: attempt.reason,
    url: attempt.url,
    status: attempt.status,
    error_code: attempt.errorCode,
    duration_ms: attempt.durationMs,
    at: attempt.createdAt.toISOString(),
  };
}

type Shown = Omit<NotificationListItem, "check" | "provider" | "attempts">;

/** A notification with its attempts as the management API shows it. */
export function toPublicNotification(
  notification: Shown,
  more: { provider: string; attempts: readonly AttemptRow[] },
): z.input<typeof PublicNotification> {
  return {
    id: notification.id,
    check_id: notification.checkId,
    provider: more.provider,
    kind: notification.kind,
    update_id: notification.updateId,
    state: notification.state,
    attempts: more.attempts.map((attempt) => toPublicAttempt(attempt)),
    ack_id: notification.ackId,
    next_attempt_at: toInstant(notification.nextAttemptAt),
    created_at: notification.createdAt.toISOString(),
    acknowledged_at: toInstant(notification.acknowledgedAt),
    fetched_at: toInstant(notification.fetchedAt),
  };
}
