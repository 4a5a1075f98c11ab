import { closeSync, openSync, rmSync, statSync, utimesSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf } from "./start-error.mjs";

const HEARTBEAT_MS = 3000;
const STALE_MS = 20_000;

/**
 * Runs `work` while nobody else on this machine does under the same file. A holder that died is noticed by its missing heartbeat.
 * @template Result
 * @param {string} file
 * @param {{ work: () => Promise<Result>, onWait: () => void }} options `onWait` is called once, when someone else holds the lock
 * @returns {Promise<Result>}
 */
export async function withFileLock(file, { work, onWait }) {
  let waited = false;
  while (!tryLock(file)) {
    if (!waited) onWait();
    waited = true;
    await delay(500);
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    closeSync(openSync(file, "wx"));
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    if (ageOf(file) > STALE_MS) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Someone cleaned it away; the work goes on all the same.
  }
}

/** @param {string} file */
function ageOf(file) {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
