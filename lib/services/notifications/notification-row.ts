import type { notificationAttempts, notifications } from "@/lib/db/schema";

export type NotificationRow = typeof notifications.$inferSelect;
export type AttemptRow = typeof notificationAttempts.$inferSelect;
