import { windowStart } from "@/components/check/check-filters";
import type { ResendFilterText } from "@/components/jobs/resend-preview";
import { notificationFilters, type NotificationSearch } from "@/components/notification/notification-filters";

/** The list's filter as the bulk resend takes it. */
export function bulkFilter(search: NotificationSearch, nowMs: number): ResendFilterText {
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
  return notificationFilters(search, providers)
    .filter((filter) => filter.value !== null)
    .map(({ name, value, options }) => {
      const option = options.find((candidate) => candidate.value === value);
      return `${name} ${option?.label ?? value ?? ""}`;
    })
    .join(" · ");
}
