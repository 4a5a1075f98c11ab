const OURS = "http://gatehouse.invalid";

/** Where to go after the sign-in: only our own paths, an address from the query must not lead away. Otherwise the start. */
export function safePath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, OURS)) return "/";
  // Read as a browser reads it: it drops tabs and line breaks, and takes a backslash for a slash.
  const url = new URL(next, OURS);
  const isOurs = url.origin === OURS && !url.pathname.startsWith("//");
  return isOurs ? `${url.pathname}${url.search}` : "/";
}
