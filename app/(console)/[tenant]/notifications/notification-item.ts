import type { NotificationItem } from "@/components/notification/notification-item";
import type { NotificationListItem } from "@/lib/services/notifications";

/** A stored notification as lists show it. */
export function toNotificationItem(row: NotificationListItem): NotificationItem {
  return {
    id: row.id,
    checkId: row.checkId,
    maxsightCheckId: row.check.maxsightId,
    providerName: row.provider.name,
    isDemo: row.check.isDemo,
    kind: row.kind,
    state: row.state,
    host: hostOf(row.apiBaseUrl),
    attempts: row.attempts,
    lastStatus: row.lastStatus,
    lastErrorCode: row.lastErrorCode,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    ackId: row.ackId,
    createdAt: row.createdAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    fetchedAt: row.fetchedAt?.toISOString() ?? null,
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
