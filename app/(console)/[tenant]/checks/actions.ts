"use server";
import { createLoader } from "nuqs/server";
import { CHECK_SEARCH } from "@/components/check/check-filters";
import type { CheckItem } from "@/components/check/check-list-item";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { openConsole } from "../../open-console";
import { readChecksPage } from "./read-page";

const loadSearch = createLoader(CHECK_SEARCH);

/** The page after `cursor`, for the same filters (the query of the list's URL). */
export async function loadOlderChecks(
  place: { tenant: string; query: string },
  cursor: string,
): Promise<ListPage<CheckItem, string>> {
  const { ctx } = await openConsole(place.tenant);
  return readChecksPage(ctx, loadSearch(new URLSearchParams(place.query)), cursor);
}
