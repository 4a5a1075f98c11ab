import { z } from "zod";
import { NOTIFICATION_STATES } from "@/lib/protocol/states";
import { Instant } from "../instant";

/** Filters of the list of notifications. All optional; together they narrow. */
export const NotificationFilter = z.strictObject({
  state: z.enum(NOTIFICATION_STATES).optional(),
  provider: z.string().optional(),
  ack_id: z.string().max(200).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
});
export type NotificationFilter = z.output<typeof NotificationFilter>;

/** `with_ladder`: when the attempt fails, start the retry ladder anew. Without it a resend is one attempt, no more. */
export const ResendNotificationInput = z.strictObject({
  reason: z.string().trim().min(1).max(500).optional(),
  with_ladder: z.boolean().default(false),
});
export type ResendNotificationInput = z.output<typeof ResendNotificationInput>;

/** Why Maxsight is not told by itself any more. */
export const StopRetryingInput = z.strictObject({ reason: z.string().trim().min(3).max(500) });
export type StopRetryingInput = z.output<typeof StopRetryingInput>;
