import { type CheckSearch, windowStart } from "@/components/check/check-filters";
import type { CheckItem } from "@/components/check/check-list-item";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { decodeCursor, encodeCursor } from "@/lib/http/pagination";
import { type CheckFilter, listChecks } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import { toCheckItem } from "./check-item";

const PAGE_ROWS = 50;

/** A page of checks for the filters of the URL, as it travels to the browser. */
export async function readChecksPage(
  ctx: ServiceContext,
  search: CheckSearch,
  cursor?: string,
): Promise<ListPage<CheckItem, string>> {
  const page = await listChecks(ctx, {
    filter: toFilter(search, ctx.now().getTime()),
    page: { limit: PAGE_ROWS, after: decodeCursor(cursor) },
  });
  return { rows: page.items.map((check) => toCheckItem(check)), next: encodeCursor(page.next) };
}

function toFilter(search: CheckSearch, nowMs: number): CheckFilter {
  return {
    from: windowStart(search.window, nowMs),
    provider: search.provider ?? undefined,
    state: search.state ?? undefined,
    outcome: search.outcome ?? undefined,
    decision: search.decision ?? undefined,
    leg: search.leg ?? undefined,
    demo: search.demo === null ? undefined : search.demo === "true",
  };
}
