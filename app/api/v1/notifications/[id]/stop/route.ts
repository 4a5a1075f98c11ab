import { IdParams } from "@/lib/http/resources/check";
import { PublicNotification, toPublicNotification } from "@/lib/http/resources/notification";
import { route } from "@/lib/http/route";
import { getNotification, stopRetrying, StopRetryingInput } from "@/lib/services/notifications";

export const POST = route({
  summary: "Stop telling Maxsight by itself: the retries of a notification, or its reminders",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "notification.stopped",
  params: IdParams,
  body: StopRetryingInput,
  status: 200,
  response: PublicNotification,
  handle: async ({ ctx, params, body }) => {
    await stopRetrying(ctx, { notificationId: params.id, reason: body.reason });
    const found = await getNotification(ctx, params);
    return toPublicNotification(found, { provider: found.provider.slug, attempts: found.attemptRows });
  },
});
