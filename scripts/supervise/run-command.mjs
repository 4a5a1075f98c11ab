import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { StartError } from "../provision/start-error.mjs";
import { lastLines } from "./processes.mjs";

/** @type {Set<number>} process groups of commands that run now */
const groups = new Set();
process.once("exit", () => endRunningCommands());

/** Kills every command that still runs: what Ctrl-C during a step needs. */
export function endRunningCommands() {
  for (const pid of groups) {
    try {
      process.kill(-pid, "SIGKILL");
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
 * @property {string} failure one sentence that says what to do when it fails
 */

/**
 * Runs one command to its end.
 * @param {CommandOptions} options
 * @returns {Promise<string>} the captured stdout, or ""
 */
export async function runCommand({ command, args, cwd, env, logFile, capture = false, failure }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, "w", 0o600);
  const child = spawn(command, args, {
    cwd,
    env,
    detached: true,
    stdio: ["ignore", capture ? "pipe" : log, log],
  });
  closeSync(log);
  if (child.pid !== undefined) groups.add(child.pid);
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text) => (output += text));
  const result = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? null : `${command} ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  if (child.pid !== undefined) groups.delete(child.pid);
  if (result !== null)
    throw new StartError(failure, {
      details: `${lastLines(logFile)}\n(${result}; log: ${logFile})`.trimStart(),
    });
  return output;
}
