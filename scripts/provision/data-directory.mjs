import { accessSync, chmodSync, constants, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { codeOf, StartError } from "./start-error.mjs";

/**
 * Where everything of one installation lives (ARCHITECTURE 1).
 * @typedef {object} DataDirectory
 * @property {string} path absolute
 * @property {string} data databases
 * @property {(name: string) => string} logFile
 * @property {(name: string) => string} pidFile
 */

/**
 * Creates what is missing. Under root the directories are traversable, because Postgres runs as another user;
 * what is secret in them is protected file by file.
 * @param {string} path @returns {DataDirectory}
 */
export function openDataDirectory(path) {
  const root = resolve(path);
  const data = join(root, "data");
  const logs = join(root, "logs");
  const run = join(root, "run");
  try {
    for (const directory of [root, data, logs, run]) {
      mkdirSync(directory, { recursive: true });
      accessSync(directory, constants.W_OK | constants.X_OK);
    }
    chmodSync(root, isRoot() ? 0o711 : 0o700);
    chmodSync(data, isRoot() ? 0o711 : 0o700);
  } catch (cause) {
    throw new StartError(
      `Cannot write to ${root} (${codeOf(cause) ?? "unknown error"}): make it writable for this user, or choose another place with --data-dir.`,
      { cause },
    );
  }
  return {
    path: root,
    data,
    logFile: (name) => join(logs, `${name}.log`),
    pidFile: (name) => join(run, `${name}.pid`),
  };
}

export const isRoot = () => process.getuid?.() === 0;
