import { windowStart } from "@/components/check/check-filters";
import type { ListPage } from "@/components/data-table/use-live-pages";
import type { NotificationSearch } from "@/components/notification/notification-filters";
import type { NotificationItem } from "@/components/notification/notification-item";
import { decodeCursor, encodeCursor } from "@/lib/http/pagination";
import type { ServiceContext } from "@/lib/services/context";
import { listNotifications } from "@/lib/services/notifications";
import { toNotificationItem } from "./notification-item";

const PAGE_ROWS = 50;

/** A page of notifications for the filters of the URL, as it travels to the browser. */
export async function readNotificationsPage(
  ctx: ServiceContext,
  search: NotificationSearch,
  cursor?: string,
): Promise<ListPage<NotificationItem, string>> {
  const page = await listNotifications(ctx, {
    filter: {
      from: windowStart(search.window, ctx.now().getTime()),
      provider: search.provider ?? undefined,
      state: search.state ?? undefined,
    },
    page: { limit: PAGE_ROWS, after: decodeCursor(cursor) },
  });
  return { rows: page.items.map((row) => toNotificationItem(row)), next: encodeCursor(page.next) };
}
