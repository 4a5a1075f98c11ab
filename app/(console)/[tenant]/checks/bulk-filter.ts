import { type CheckSearch, windowStart } from "@/components/check/check-filters";
import type { BulkFilter } from "@/components/jobs/bulk-preview";

/** The list's filter as bulk actions take it. */
export function bulkFilter(search: CheckSearch, nowMs: number): BulkFilter {
  const { window, ...others } = search;
  const from = windowStart(window, nowMs);
  const named = Object.entries(others).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return {
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(Object.fromEntries(named) as Record<string, string>),
  };
}
