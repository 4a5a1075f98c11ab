import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isRoot } from "./data-directory.mjs";

/**
 * The per-user cache for what is expensive to obtain and the same for every checkout. Made when absent.
 * @returns {string}
 */
export function cacheDirectory() {
  const base =
    process.env.XDG_CACHE_HOME ??
    join(homedir(), ...(process.platform === "darwin" ? ["Library", "Caches"] : [".cache"]));
  return ensure(join(base, "gatehouse"));
}

/**
 * A cache that other users can read, for programs that root starts as another user.
 * @returns {string}
 */
export const sharedCacheDirectory = () => (isRoot() ? ensure("/var/cache/gatehouse") : cacheDirectory());

/** @param {string} directory */
function ensure(directory) {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
  return directory;
}
