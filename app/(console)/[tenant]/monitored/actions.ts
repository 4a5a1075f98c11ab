"use server";
import { createLoader } from "nuqs/server";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { MONITORED_SEARCH, type MonitoredView } from "@/components/monitored/monitored-view";
import { openConsole } from "../../open-console";
import { readMonitoredPage } from "./monitored-item";

const loadSearch = createLoader(MONITORED_SEARCH);

/** The page after `cursor`, for the same filters (the query of the list's URL). */
export async function loadOlderMonitored(
  place: { tenant: string; query: string },
  cursor: string,
): Promise<ListPage<MonitoredView, string>> {
  const { ctx } = await openConsole(place.tenant);
  return readMonitoredPage(ctx, loadSearch(new URLSearchParams(place.query)), cursor);
}
