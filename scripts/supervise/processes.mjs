import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  copyFileSync,
  statSync,
  truncateSync,
} from "node:fs";
import { Socket } from "node:net";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { yieldAsSession, yielding } from "./yield-processor.mjs";
import { findLivePid, identityOf, removePidFile, writePidFile } from "./pid-file.mjs";

const LOG_LIMIT_BYTES = 20 * 1024 * 1024;
const LOG_CHECK_MS = 60_000;

/**
 * @typedef {object} ProcessOptions
 * @property {string} command
 * @property {string[]} args
 * @property {string} logFile stdout and stderr are appended here
 * @property {string} pidFile holds the pid while the process lives
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cwd]
 * @property {{ uid: number, gid: number }} [account] run as this user (root only)
 * @property {NodeJS.Signals} [stopSignal] default SIGTERM
 * @property {boolean} [yields] it can wait: others go first when processors are short
 * @property {boolean} [endWithParent] kill it when this process ends in any way without having stopped it
 */

/**
 * @typedef {object} RunningProcess
 * @property {number} pid
 * @property {Promise<{ code: number | null, signal: string | null }>} exited settles once, never rejects
 * @property {() => boolean} isRunning
 * @property {(timeoutMs?: number) => Promise<void>} stop asks politely, kills after the timeout
 */

/**
 * Starts a process in a group of its own, so that a Ctrl-C in the terminal reaches only us and we stop things in order.
 * @param {ProcessOptions} options @returns {Promise<RunningProcess>} rejects when the program cannot be executed
 */
export async function startProcess(options) {
  mkdirSync(dirname(options.logFile), { recursive: true });
  trimLog(options.logFile);
  const log = openSync(options.logFile, "a", 0o600);
  const [command, args] = options.yields
    ? yielding(options.command, options.args)
    : [options.command, options.args];
  const child = spawn(command, args, {
    stdio: ["ignore", log, log],
    detached: true,
    env: options.env ?? process.env,
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...options.account,
  });
  closeSync(log);
  await new Promise((resolve, reject) => {
    child.once("spawn", () => resolve(undefined));
    child.once("error", reject);
  });
  const pid = /** @type {number} */ (child.pid);
  writePidFile(options.pidFile, pid);
  if (options.yields) yieldAsSession(pid);

  const untie = options.endWithParent ? tieToUs(pid) : () => {};
  const trimming = setInterval(() => trimLog(options.logFile), LOG_CHECK_MS).unref();
  let running = true;
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      running = false;
      clearInterval(trimming);
      untie();
      // What it left behind in its group, such as the children of a watcher that was killed.
      signalGroup(pid, "SIGKILL");
      removePidFile(options.pidFile, pid);
      resolve({ code, signal });
    });
  });
  return {
    pid,
    exited,
    isRunning: () => running,
    stop: async (timeoutMs = 10_000) => {
      if (!running) return;
      signal(pid, options.stopSignal ?? "SIGTERM");
      await Promise.race([exited, delay(timeoutMs, undefined, { ref: false })]);
      if (running) signalGroup(pid, "SIGKILL");
      await exited;
    },
  };
}

/**
 * A shell that waits for our end of a pipe to close, which happens however we end, and then kills the process's group.
 * @param {number} pid @returns {() => void} calls it off
 */
function tieToUs(pid) {
  const watcher = spawn("sh", ["-c", 'read -r _; kill -9 -"$1"', "sh", String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  watcher.unref();
  watcher.on("error", () => {});
  watcher.stdin.on("error", () => {});
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return () => watcher.kill("SIGKILL");
}

/**
 * Ends what an earlier run left behind: the process a pid file names, if it is still that process.
 * @param {string} pidFile @param {{ signal?: NodeJS.Signals, timeoutMs?: number }} [how]
 * @returns {Promise<boolean>} whether there was one
 */
export async function endLeftover(pidFile, how = {}) {
  const pid = findLivePid(pidFile);
  if (pid !== null) await endProcess(pid, how);
  return pid !== null;
}

/**
 * @param {number} pid a process that is not our child
 * @param {{ signal?: NodeJS.Signals, timeoutMs?: number }} [how]
 */
export async function endProcess(pid, { signal: name = "SIGTERM", timeoutMs = 10_000 } = {}) {
  const deadline = Date.now() + timeoutMs;
  const identity = identityOf(pid);
  const lives = () => identity !== "" && identityOf(pid) === identity;
  signal(pid, name);
  while (lives() && Date.now() < deadline) await delay(50);
  signalGroup(pid, "SIGKILL");
  while (lives() && Date.now() < deadline + 5000) await delay(50);
}

/** @param {string} file @param {number} [count] the last lines of a log, for a message about a failure */
export const lastLines = (file, count = 15) => linesOf(file).slice(-count).join("\n");

/** @param {string} file @param {number} [count] the first lines, for programs that say the reason first */
export const firstLines = (file, count = 15) => linesOf(file).slice(0, count).join("\n");

/** @param {string} file */
const linesOf = (file) => (existsSync(file) ? readFileSync(file, "utf8").trimEnd().split("\n") : []);

/**
 * Keeps a log and one predecessor below a limit each. The process goes on writing to the same file, which is why it is emptied
 * and not renamed.
 * @param {string} file
 */
function trimLog(file) {
  if (!existsSync(file) || statSync(file).size <= LOG_LIMIT_BYTES) return;
  copyFileSync(file, `${file}.1`);
  truncateSync(file);
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, which is what we want.
  }
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signalGroup(pid, name) {
  signal(-pid, name);
}
