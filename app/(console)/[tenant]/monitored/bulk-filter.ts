import { filterWords } from "@/components/data-table/filter-words";
import type { BulkFilter } from "@/components/jobs/bulk-preview";
import { bornWithin, monitoredFilters, type MonitoredSearch } from "@/components/monitored/monitored-view";

/** The ledger's filter as bulk actions take it; without any it means what is monitored now, as the ledger shows. */
export function bulkFilter({ age, ...search }: MonitoredSearch, nowMs: number): BulkFilter {
  const born = Object.entries(bornWithin(age, nowMs)).map(([name, at]) => [name, at.toISOString()]);
  const said = Object.entries(search).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  const named = [...born, ...said];
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
