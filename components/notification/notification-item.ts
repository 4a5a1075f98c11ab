import type { NotificationState } from "@/lib/protocol/states";

/** One notification as lists show it. No personal data. Times are ISO 8601. */
export type NotificationItem = {
  id: string;
  checkId: string;
  maxsightCheckId: string;
  providerName: string;
  isDemo: boolean;
  kind: "callback" | "monitored_notify";
  state: NotificationState;
  /** Host of the Maxsight environment that is called. */
  host: string;
  attempts: number;
  lastStatus: number | null;
  lastErrorCode: string | null;
  nextAttemptAt: string | null;
  ackId: string | null;
  createdAt: string;
  acknowledgedAt: string | null;
  fetchedAt: string | null;
};
