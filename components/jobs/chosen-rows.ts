import type { BulkFilter } from "./bulk-preview";

/** The rows a bulk action was started with. They outlive a reload in their tab; a URL would be too long for them. */
const KEY = "gatehouse.chosen-rows";

export function keepChosen(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // A browser that stores nothing loses the selection: the dialog finds none and says so.
  }
}

/** The chosen rows as a filter. */
export const chosenFilter = (): BulkFilter => ({ ids: readChosen() });

function readChosen(): readonly string[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as string[];
  } catch {
    return [];
  }
}
