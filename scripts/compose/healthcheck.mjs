/**
 * Exits 0 when `<url>/api/health` says that the named part is ok. For containers, whose image has no curl.
 * Usage: node healthcheck.mjs <url> <postgres|temporal|worker>
 */
const [url, part = ""] = process.argv.slice(2);

/**
 * @param {unknown} check a word, or an object with a status
 * @returns {boolean}
 */
function isOk(check) {
  if (typeof check === "object" && check !== null) return isOk(Reflect.get(check, "status"));
  return check === "ok" || check === true;
}

try {
  const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(6000) });
  const { checks = {} } = await answer.json();
  process.exit(isOk(checks[part]) ? 0 : 1);
} catch {
  process.exit(1);
}
