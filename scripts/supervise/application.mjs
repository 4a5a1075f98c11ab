import { inProject, PROJECT } from "../provision/project.mjs";
import { startProcess } from "./processes.mjs";

/**
 * @typedef {object} ApplicationOptions
 * @property {import("../provision/data-directory.mjs").DataDirectory} dataDir
 * @property {NodeJS.ProcessEnv} env
 * @property {"production" | "development"} mode
 * @property {boolean | undefined} throwaway
 */

/**
 * The web process. In development Next reloads what it serves by itself.
 * @param {ApplicationOptions} options @returns {import("./supervisor.mjs").Service}
 */
export const webService = (options) => service("web", ["--import", "tsx", "server.ts"], options);

/**
 * The Temporal worker. In development it is started anew when one of its files changes.
 * @param {ApplicationOptions} options @returns {import("./supervisor.mjs").Service}
 */
export function workerService(options) {
  const entry = "workflows/worker.ts";
  const watcher = [
    inProject("node_modules", "tsx", "dist", "cli.mjs"),
    "watch",
    "--clear-screen=false",
    entry,
  ];
  return service("worker", options.mode === "development" ? watcher : ["--import", "tsx", entry], options);
}

/**
 * @param {"web" | "worker"} name @param {string[]} args @param {ApplicationOptions} options
 * @returns {import("./supervisor.mjs").Service}
 */
function service(name, args, { dataDir, env, throwaway = false }) {
  return {
    name,
    stopTimeoutMs: 15_000,
    start: () =>
      startProcess({
        command: process.execPath,
        args,
        cwd: PROJECT,
        env,
        logFile: dataDir.logFile(name),
        pidFile: dataDir.pidFile(name),
        yields: name === "worker",
        endWithParent: throwaway,
      }),
  };
}
