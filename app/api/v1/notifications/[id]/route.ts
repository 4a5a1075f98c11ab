import { IdParams } from "@/lib/http/resources/check";
import { PublicNotification, toPublicNotification } from "@/lib/http/resources/notification";
import { route } from "@/lib/http/route";
import { getNotification } from "@/lib/services/notifications";

export const GET = route({
  summary: "Get a notification with its attempts",
  auth: "apiKey",
  scope: "notifications:read",
  audit: "none",
  params: IdParams,
  status: 200,
  response: PublicNotification,
  handle: async ({ ctx, params }) => {
    const found = await getNotification(ctx, params);
    return toPublicNotification(found, { provider: found.provider.slug, attempts: found.attemptRows });
  },
});
