import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "../supervise/ports.mjs";
import { lastLines, startProcess } from "../supervise/processes.mjs";
import { openDataDirectory } from "./data-directory.mjs";
import { findPostgresAccount } from "./postgres-account.mjs";
import { findPostgresBinaries } from "./postgres-binaries.mjs";
import { placeCluster, endLeftoverPostgres, ensureCluster } from "./postgres-cluster.mjs";
import { ensureRoles, pingPostgres } from "./postgres-roles.mjs";
import { keepSecrets, makePassword } from "./secrets.mjs";
import { codeOf, StartError } from "./start-error.mjs";

const READY_TIMEOUT_MS = 60_000;
const START_ATTEMPTS = 5;
const WRONG_PASSWORD = "28P01";
const PASSWORD_LOST =
  "The passwords in secrets.json do not fit this data directory's Postgres: put the file back that belongs to it, or start with a new --data-dir.";
// Still writes each commit to the operating system before it answers, so that tests may kill the server.
const THROWAWAY = ["fsync=off", "full_page_writes=off"];

/**
 * @typedef {object} PostgresOptions
 * @property {string} dataDir Gatehouse's data directory; the cluster is made in it when absent
 * @property {number} [port] default: a free one
 * @property {string} [logFile] default `<dataDir>/logs/postgres.log`
 * @property {string} [pidFile] default `<dataDir>/run/postgres.pid`
 * @property {boolean} [throwaway] for tests: fast and unsafe on power loss; ends with this process
 */

/**
 * @typedef {import("../supervise/processes.mjs").RunningProcess & {
 *   port: number, ownerUrl: string, appUrl: string, adminUrl: string }} RunningPostgres
 */

/**
 * A real Postgres on 127.0.0.1 with the database `gatehouse`, its owner (`ownerUrl`, migrations), the runtime role that owns
 * nothing (`appUrl`) and the superuser (`adminUrl`, for cloning test databases). Several may run at once, each on its own data directory.
 * @param {PostgresOptions} options
 * @returns {Promise<RunningPostgres>} ready for queries
 */
export async function startPostgres(options) {
  const dataDir = openDataDirectory(options.dataDir);
  const binaries = findPostgresBinaries();
  const account = findPostgresAccount();
  const throwaway = options.throwaway ?? false;
  const directory = placeCluster(dataDir.path, { throwaway });
  const { superuserPassword, ownerPassword, appPassword } = keepSecrets(dataDir.path, {
    superuserPassword: makePassword,
    ownerPassword: makePassword,
    appPassword: makePassword,
  });
  ensureCluster({ directory, initdb: binaries.initdb, account, superuserPassword });
  await endLeftoverPostgres(directory);

  const logFile = options.logFile ?? dataDir.logFile("postgres");
  const pidFile = options.pidFile ?? dataDir.pidFile("postgres");
  const settings = throwaway ? THROWAWAY.flatMap((setting) => ["-c", setting]) : [];
  const { running, port } = await startUntilReady({
    port: options.port,
    logFile,
    urlFor: (candidate) =>
      urlOf({ user: "postgres", password: superuserPassword, port: candidate, database: "postgres" }),
    start: (candidate) =>
      startProcess({
        command: binaries.postgres,
        args: ["-D", directory, "-p", String(candidate), ...settings],
        env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
        cwd: directory,
        logFile,
        pidFile,
        // Fast shutdown: ends sessions, writes a checkpoint. SIGTERM would wait for clients for ever.
        stopSignal: "SIGINT",
        endWithParent: throwaway,
        ...(account ? { account } : {}),
      }),
  });
  const adminUrl = urlOf({ user: "postgres", password: superuserPassword, port, database: "postgres" });
  await ensureRoles({ adminUrl, ownerPassword, appPassword });
  return {
    ...running,
    port,
    adminUrl,
    ownerUrl: urlOf({ user: "gatehouse_owner", password: ownerPassword, port, database: "gatehouse" }),
    appUrl: urlOf({ user: "gatehouse_app", password: appPassword, port, database: "gatehouse" }),
  };
}

/**
 * A start may fail for a moment: the children of a killed server still hold its memory, or someone took the free port first.
 * @param {{ port: number | undefined, logFile: string, urlFor: (port: number) => string,
 *   start: (port: number) => Promise<import("../supervise/processes.mjs").RunningProcess> }} options
 */
async function startUntilReady({ port: wanted, logFile, urlFor, start }) {
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const port = wanted ?? (await findFreePort());
    const running = await start(port);
    if (await becomesReady(running, urlFor(port))) return { running, port };
    await running.stop();
    await delay(attempt * 300);
  }
  throw new StartError(`Postgres did not start; its log is ${logFile}.`, { details: lastLines(logFile) });
}

/** @param {import("../supervise/processes.mjs").RunningProcess} running @param {string} url */
async function becomesReady(running, url) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  while (running.isRunning() && Date.now() < deadline) {
    try {
      await pingPostgres(url);
      return true;
    } catch (error) {
      if (codeOf(error) === WRONG_PASSWORD) {
        await running.stop();
        throw new StartError(PASSWORD_LOST, { cause: error });
      }
      await delay(50);
    }
  }
  return false;
}

/** @param {{ user: string, password: string, port: number, database: string }} parts */
function urlOf({ user, password, port, database }) {
  return `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
}
