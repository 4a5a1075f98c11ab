import { execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf } from "../provision/start-error.mjs";

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

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
 * @property {boolean} [endWithParent] kill it when this process exits without having stopped it
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
  rotateLog(options.logFile);
  const log = openSync(options.logFile, "a", 0o600);
  const child = spawn(options.command, options.args, {
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
  mkdirSync(dirname(options.pidFile), { recursive: true });
  writeFileSync(options.pidFile, `${pid}\n`);

  const killOnExit = () => signalGroup(pid, "SIGKILL");
  if (options.endWithParent) process.once("exit", killOnExit);
  let running = true;
  const exited = new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      running = false;
      process.off("exit", killOnExit);
      if (readPidFile(options.pidFile) === pid) rmSync(options.pidFile, { force: true });
      resolve({ code, signal });
    });
  });
  return {
    pid,
    exited,
    isRunning: () => running,
    stop: async (timeoutMs = 10_000) => {
      if (running) signal(pid, options.stopSignal ?? "SIGTERM");
      await Promise.race([exited, delay(timeoutMs, undefined, { ref: false })]);
      // Also what the process left behind in its group, such as the children of a watcher.
      signalGroup(pid, "SIGKILL");
      await exited;
    },
  };
}

/** @param {string} file @returns {number | null} */
export function readPidFile(file) {
  if (!existsSync(file)) return null;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

/** @param {number} pid @returns {boolean} */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/**
 * The command line of a process, or "" when it does not exist (a dead child nobody waited for counts as not existing).
 * @param {number} pid @returns {string}
 */
export function commandLineOf(pid) {
  try {
    if (existsSync("/proc/self/cmdline"))
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

/**
 * Ends a process that an earlier run left behind.
 * @param {number} pid @param {{ signal: NodeJS.Signals, timeoutMs: number }} how
 */
export async function endLeftover(pid, how) {
  signal(pid, how.signal);
  const deadline = Date.now() + how.timeoutMs;
  while (commandLineOf(pid) !== "" && Date.now() < deadline) await delay(50);
  signalGroup(pid, "SIGKILL");
  signal(pid, "SIGKILL");
  while (commandLineOf(pid) !== "" && Date.now() < deadline + 5000) await delay(50);
}

/** @param {string} file @param {number} [count] the last lines of a log, for a message about a failure */
export function lastLines(file, count = 15) {
  if (!existsSync(file)) return "";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}

/** @param {string} file keeps one predecessor, so that a crash loop cannot fill the disk */
function rotateLog(file) {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
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
