export { type AttemptResult, attemptNotification } from "./attempt-notification";
export { explainAttemptError } from "./errors";
export { getNotification, type NotificationDetail } from "./get-notification";
export { listAttempts } from "./list-attempts";
export { listNotifications, notificationConditions, type NotificationListItem } from "./list-notifications";
export {
  cancelNotificationOf,
  markNotificationFetched,
  reviveNotifications,
  stopNotifications,
} from "./mark-notifications";
export { queueNotification } from "./queue-notification";
export { stopRetrying } from "./stop-retrying";
export { type Resent, resendNotification } from "./resend-notification";
export { NotificationFilter, ResendNotificationInput, StopRetryingInput } from "./schemas";
