/** Where a person came from: the list's own address and the rows it showed, in order. Lives as long as the tab. */
type Trail = { hrefs: readonly string[] };

const KEY = "gatehouse.trail";

/** Remembers the rows of the list that one of them is opened from. */
export function rememberTrail(hrefs: readonly string[]): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ hrefs } satisfies Trail));
  } catch {
    // A browser that stores nothing has no steps through lists.
  }
}

/** The address before (-1) or after (1) `pathname` in the list that was left last; null at its ends and off it. */
export function neighbourOf(pathname: string, step: 1 | -1): string | null {
  const hrefs = readTrail();
  const at = hrefs.indexOf(pathname);
  return at === -1 ? null : (hrefs[at + step] ?? null);
}

function readTrail(): readonly string[] {
  try {
    const trail = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Trail | null;
    return trail?.hrefs ?? [];
  } catch {
    return [];
  }
}
