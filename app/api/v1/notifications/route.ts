import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicNotification, toPublicNotification } from "@/lib/http/resources/notification";
import { route } from "@/lib/http/route";
import { listAttempts, listNotifications, NotificationFilter } from "@/lib/services/notifications";

export const GET = route({
  summary: "List notifications, newest first",
  auth: "apiKey",
  scope: "notifications:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, ...NotificationFilter.shape }),
  status: 200,
  response: listOf(PublicNotification),
  handle: async ({ ctx, query: { limit, cursor, ...filter } }) => {
    const page = await listNotifications(ctx, { filter, page: toPageRequest({ limit, cursor }) });
    const attempts = await listAttempts(
      ctx,
      page.items.map(({ id }) => id),
    );
    return toList(page, (item) =>
      toPublicNotification(item, { provider: item.provider.slug, attempts: attempts.get(item.id) ?? [] }),
    );
  },
});
