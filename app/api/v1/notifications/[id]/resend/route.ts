import { IdParams } from "@/lib/http/resources/check";
import { PublicAttempt, toPublicAttempt } from "@/lib/http/resources/notification";
import { route } from "@/lib/http/route";
import { resendNotification, ResendNotificationInput } from "@/lib/services/notifications";

export const POST = route({
  summary: "Send a notification again now: one recorded attempt",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "notification.resent",
  params: IdParams,
  body: ResendNotificationInput,
  status: 202,
  response: PublicAttempt,
  handle: async ({ ctx, params, body }) => {
    const { attempt } = await resendNotification(ctx, {
      notificationId: params.id,
      reason: body.reason,
      withLadder: body.with_ladder,
    });
    return toPublicAttempt(attempt);
  },
});
