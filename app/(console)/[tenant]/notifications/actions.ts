"use server";
import { createLoader } from "nuqs/server";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { NOTIFICATION_SEARCH } from "@/components/notification/notification-filters";
import type { NotificationItem } from "@/components/notification/notification-item";
import { openConsole } from "../../open-console";
import { readNotificationsPage } from "./read-page";

const loadSearch = createLoader(NOTIFICATION_SEARCH);

/** The page after `cursor`, for the same filters (the query of the list's URL). */
export async function loadOlderNotifications(
  place: { tenant: string; query: string },
  cursor: string,
): Promise<ListPage<NotificationItem, string>> {
  const { ctx } = await openConsole(place.tenant);
  return readNotificationsPage(ctx, loadSearch(new URLSearchParams(place.query)), cursor);
}
