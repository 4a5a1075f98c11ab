"use server";
import { createLoader } from "nuqs/server";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { INBOUND_SEARCH, type InboundView } from "@/components/inbound/inbound-view";
import { openConsole } from "../../open-console";
import { readInboundPage } from "./inbound-item";

const loadSearch = createLoader(INBOUND_SEARCH);

/** The page after `cursor`, for the same filters (the query of the list's URL). */
export async function loadOlderInbound(
  place: { tenant: string; query: string },
  cursor: string,
): Promise<ListPage<InboundView, string>> {
  const { ctx } = await openConsole(place.tenant);
  return readInboundPage(ctx, loadSearch(new URLSearchParams(place.query)), cursor);
}
