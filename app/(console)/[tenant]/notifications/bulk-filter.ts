import { windowStart } from "@/components/check/check-filters";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { filterWords } from "@/components/data-table/filter-words";
import { notificationFilters, type NotificationSearch } from "@/components/notification/notification-filters";

/** The list's filter as the bulk resend takes it. */
export function bulkFilter(search: NotificationSearch, nowMs: number): BulkFilter {
  const from = windowStart(search.window, nowMs);
  return {
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(search.provider === null ? {} : { provider: search.provider }),
    ...(search.state === null ? {} : { state: search.state }),
  };
}

/** The same in words, as the chips say it: "Created last 24 h · State Given up". */
export function bulkWords(
  search: NotificationSearch,
  providers: readonly { slug: string; name: string }[],
): string {
  return filterWords(notificationFilters(search, providers));
}
