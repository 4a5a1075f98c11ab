import { filterWords } from "@/components/data-table/filter-words";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { monitoredFilters, type MonitoredSearch } from "@/components/monitored/monitored-view";

/** The ledger's filter as bulk actions take it; without any it means what is monitored now, as the ledger shows. */
export function bulkFilter(search: MonitoredSearch): BulkFilter {
  const named = Object.entries(search).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return named.length === 0 ? { state: "active" } : (Object.fromEntries(named) as Record<string, string>);
}

/** The same in words: "Provider Acme · Drift silent". */
export function bulkWords(
  search: MonitoredSearch,
  providers: readonly { slug: string; name: string }[],
): string {
  const words = filterWords(monitoredFilters(search, providers));
  const named =
    search.lookup === null ? words : [`Named ${search.lookup}`, words].filter(Boolean).join(" · ");
  return named || "Every reference that is monitored now";
}
