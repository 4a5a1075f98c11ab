import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { StartError } from "../provision/start-error.mjs";
import { firstLines, lastLines } from "./processes.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} commands that run now */
const running = new Set();
process.once("exit", () => signalRunning("SIGKILL"));

/**
 * Ends every command that still runs, and what it started: what Ctrl-C during a step needs.
 * @param {number} [timeoutMs] how long they may take before they are killed
 */
export async function endRunningCommands(timeoutMs = 5000) {
  const commands = [...running];
  signalRunning("SIGINT");
  const ended = Promise.all(commands.map((command) => once(command, "close")));
  await Promise.race([ended, delay(timeoutMs, undefined, { ref: false })]);
  signalRunning("SIGKILL");
}

/** @param {NodeJS.Signals} signal to whole process groups */
function signalRunning(signal) {
  for (const { pid } of running) {
    try {
      if (pid !== undefined) process.kill(-pid, signal);
    } catch {
      // It ended between the look and the call.
    }
  }
}

/**
 * @typedef {object} CommandOptions
 * @property {string} command
 * @property {string[]} args
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile written anew; gets stdout too unless it is captured
 * @property {boolean} [capture] return stdout instead of logging it (it may hold secrets)
 * @property {(line: string) => void} [onLine] each line of stdout, also while it runs
 * @property {string} failure one sentence that says what to do when it fails
 * @property {number} [failureLines] how much of the log a failure shows
 * @property {boolean} [reasonFirst] show the start of the log, not its end
 */

/**
 * Runs one command to its end. Rejects with a StartError that carries the end of its log.
 * @param {CommandOptions} options
 * @returns {Promise<string>} the captured stdout, or ""
 */
export async function runCommand(options) {
  const { command, args, cwd, env, logFile, capture = false } = options;
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const isRead = capture || options.onLine !== undefined;
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", isRead ? "pipe" : log, log],
  });
  running.add(child);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
    if (capture) output += text;
    else writeSync(log, text);
    for (const line of text.split("\n"))
      if (line.trim() !== "") options.onLine?.(stripVTControlCharacters(line).trim());
  });
  const problem = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? null : `${command} ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  running.delete(child);
  closeSync(log);
  if (problem === null) return output;
  const excerpt = (options.reasonFirst ? firstLines : lastLines)(logFile, options.failureLines);
  // Some programs colour their output whatever one tells them.
  const details = `${stripVTControlCharacters(excerpt)}\n(${problem}; log: ${logFile})`;
  throw new StartError(options.failure, { details: details.trimStart() });
}
