import type { Filter } from "./filter-bar";

/** Filters in force, as the chips say it: "Created last 24 h · State Given up". */
export function filterWords(filters: readonly Filter[]): string {
  return filters
    .filter((filter) => filter.value !== null)
    .map(({ name, value, options }) => {
      const option = options.find((candidate) => candidate.value === value);
      return `${name} ${option?.label ?? value ?? ""}`;
    })
    .join(" · ");
}
