import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "../supervise/ports.mjs";
import { endLeftover, lastLines, startProcess } from "../supervise/processes.mjs";
import { openDataDirectory } from "./data-directory.mjs";
import { StartError } from "./start-error.mjs";
import { findTemporal } from "./temporal-binary.mjs";

export { findTemporal };

const READY_TIMEOUT_MS = 60_000;
const START_ATTEMPTS = 3;

/**
 * A write-ahead log that is only synchronised when it is folded back survives a crash of the process, and is four to five
 * times faster than none. Folded back every 80 MB instead of every 4, and with a cache of 64 MB instead of 2, a check costs
 * the server a fifth less.
 */
const PRAGMAS = [
  "journal_mode=WAL",
  "synchronous=NORMAL",
  "wal_autocheckpoint=20000",
  "cache_size=-65536",
  "temp_store=MEMORY",
];

/**
 * The server looks for tasks to hand out at most 20 times a second in each shard, and has one shard: every step of a
 * lifecycle would wait up to 50 ms for the next look.
 */
const SETTINGS = ["history.transferProcessorMaxPollRPS=100"];

/**
 * @typedef {object} TemporalOptions
 * @property {string} dataDir Gatehouse's data directory; lifecycles are kept in it and survive a restart
 * @property {string} [binary] default: what `findTemporal` finds
 * @property {number} [port] default: a free one
 * @property {number} [uiPort] default: a free one
 * @property {string} [logFile] default `<dataDir>/logs/temporal.log`
 * @property {string} [pidFile] default `<dataDir>/run/temporal.pid`
 * @property {boolean} [inMemory] keep nothing
 * @property {boolean} [throwaway] for tests: ends with this process
 */

/**
 * @typedef {import("../supervise/processes.mjs").RunningProcess & {
 *   address: string, uiUrl: string, port: number, uiPort: number }} RunningTemporal
 */

/**
 * A real Temporal server (frontend, history, matching, web UI) on 127.0.0.1. Several may run at once, each on its own data directory.
 * @param {TemporalOptions} options
 * @returns {Promise<RunningTemporal>} ready: its namespace `default` answers
 */
export async function startTemporal(options) {
  const dataDir = openDataDirectory(options.dataDir);
  const binary = options.binary ?? (await findTemporal());
  const logFile = options.logFile ?? dataDir.logFile("temporal");
  const pidFile = options.pidFile ?? dataDir.pidFile("temporal");
  const database = join(dataDir.data, "temporal", "temporal.db");
  mkdirSync(join(dataDir.data, "temporal"), { recursive: true, mode: 0o700 });
  // Two servers on one database file would destroy it.
  await endLeftover(pidFile);

  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    const uiPort = options.uiPort ?? (await findFreePort());
    const httpPort = await findFreePort();
    const running = await startProcess({
      command: binary,
      args: serverArguments({ port, uiPort, httpPort, database: options.inMemory ? null : database }),
      env: serverEnvironment(),
      logFile,
      pidFile,
      yields: true,
      endWithParent: options.throwaway ?? false,
    });
    if (await becomesReady(running, httpPort)) {
      return { ...running, port, uiPort, address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}` };
    }
    await running.stop();
    await delay(attempt * 300);
  }
  throw new StartError(`Temporal did not start; its log is ${logFile}.`, { details: lastLines(logFile) });
}

/** Go's collector waits for three times the garbage it would by default: a tenth less processor, for more memory. */
function serverEnvironment() {
  // The CLI reads TEMPORAL_* as options of its own.
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("TEMPORAL_"));
  return { GOGC: "300", ...Object.fromEntries(ours) };
}

/** @param {{ port: number, uiPort: number, httpPort: number, database: string | null }} options */
function serverArguments({ port, uiPort, httpPort, database }) {
  const kept = database
    ? ["--db-filename", database, ...PRAGMAS.flatMap((each) => ["--sqlite-pragma", each])]
    : [];
  const ports = ["--port", String(port), "--ui-port", String(uiPort), "--http-port", String(httpPort)];
  return [
    "server",
    "start-dev",
    "--ip",
    "127.0.0.1",
    ...ports,
    ...kept,
    ...SETTINGS.flatMap((each) => ["--dynamic-config-value", each]),
    "--log-level",
    "warn",
    "--color",
    "never",
  ];
}

/** @param {import("../supervise/processes.mjs").RunningProcess} running @param {number} httpPort */
async function becomesReady(running, httpPort) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (running.isRunning() && Date.now() < deadline) {
    try {
      const answer = await fetch(`http://127.0.0.1:${httpPort}/api/v1/namespaces/default`, {
        signal: AbortSignal.timeout(2000),
      });
      if (answer.ok) return true;
    } catch {
      // Not listening yet.
    }
    await delay(50);
  }
  return false;
}
