import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cacheDirectory } from "./cache-directory.mjs";
import { withFileLock } from "./file-lock.mjs";
import { messageOf, StartError } from "./start-error.mjs";
import { buildTemporal, findGo } from "./temporal-build.mjs";
import { TEMPORAL_CLI_VERSION } from "./temporal-version.mjs";

const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

/**
 * Temporal's own single-binary server: `TEMPORAL_CLI`, `temporal` on PATH, our per-user cache, the SDK's download, `go install`;
 * the first that works. The last two take a while, report it, and happen once even when several starts need them.
 * @param {{ onProgress?: (message: string) => void }} [options]
 * @returns {Promise<string>} path of the program
 */
export async function findTemporal({ onProgress = () => {} } = {}) {
  const named = process.env.TEMPORAL_CLI;
  if (named) {
    if (isTemporal(named)) return named;
    throw new StartError(
      `TEMPORAL_CLI is ${named}, which does not run as Temporal's command: correct it, or unset it.`,
    );
  }
  const onPath = findOnPath("temporal");
  if (onPath && isTemporal(onPath)) return onPath;

  const cache = cacheDirectory();
  const cached = join(cache, `temporal-${TEMPORAL_CLI_VERSION}-${process.platform}-${process.arch}`);
  if (existsSync(cached)) return cached;
  return withFileLock(`${cached}.lock`, {
    work: () => obtain(cached, onProgress),
    onWait: () => onProgress("another start is obtaining Temporal's server; waiting for it"),
  });
}

/** @param {string} target @param {(message: string) => void} onProgress */
async function obtain(target, onProgress) {
  if (existsSync(target)) return target;
  const failures = [];
  try {
    await downloadTemporal(target, onProgress);
    return target;
  } catch (error) {
    failures.push(`The SDK's download failed: ${messageOf(error)}`);
  }
  const go = findGo();
  if (!go) {
    failures.push("There is no Go 1.25 or newer to build it with.");
  } else {
    try {
      await buildTemporal({ go, target, onProgress });
      return target;
    } catch (error) {
      failures.push(messageOf(error), error instanceof StartError ? error.details : "");
    }
  }
  throw new StartError(
    "Temporal's server could not be obtained. Any one of these helps: set TEMPORAL_ADDRESS to a running server; set TEMPORAL_CLI to the " +
      "`temporal` command; put `temporal` on PATH (https://docs.temporal.io/cli); allow downloads from temporal.download; install Go 1.25.",
    { details: failures.filter(Boolean).join("\n") },
  );
}

/** @param {string} target @param {(message: string) => void} onProgress */
async function downloadTemporal(target, onProgress) {
  onProgress("downloading Temporal's server (about 100 MB)");
  const directory = `${target}.${process.pid}.download`;
  mkdirSync(directory, { recursive: true });
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("temporal-download.mjs", import.meta.url)), directory],
    {
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (errors += text));
  try {
    await Promise.race([
      new Promise((resolve) => child.once("close", resolve)),
      delay(DOWNLOAD_TIMEOUT_MS, undefined, { ref: false }),
    ]);
    child.kill("SIGKILL");
    const downloaded = join(directory, `temporal-v${TEMPORAL_CLI_VERSION}`);
    if (!isTemporal(downloaded)) throw new Error(firstReason(errors));
    renameSync(downloaded, target);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @param {string} errors */
function firstReason(errors) {
  const line = errors
    .split("\n")
    .find((candidate) => /error/i.test(candidate) && !candidate.includes("node:"));
  return line?.trim().slice(0, 300) ?? "no reason given";
}

/** @param {string} path */
function isTemporal(path) {
  if (!existsSync(path)) return false;
  const { stdout, status } = spawnSync(path, ["--version"], { encoding: "utf8", timeout: 20_000 });
  return status === 0 && /temporal version .*Server/.test(stdout);
}

/** @param {string} name */
function findOnPath(name) {
  const directories = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, name)).find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
