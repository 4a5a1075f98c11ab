import { ensureBuilt } from "../provision/build.mjs";
import { findExternalDatabase, ownDatabase } from "../provision/database.mjs";
import { rememberConnection } from "../provision/connection.mjs";
import { openDataDirectory } from "../provision/data-directory.mjs";
import { findExternalEngine, ownEngine } from "../provision/engine.mjs";
import { ensureInstalled } from "../provision/install.mjs";
import { migrate, seed } from "../provision/seed.mjs";
import { StartError } from "../provision/start-error.mjs";
import { webService, workerService } from "./application.mjs";
import { settingsFor } from "./environment.mjs";
import { waitUntilHealthy } from "./health.mjs";
import { takeInstanceLock } from "./instance-lock.mjs";
import { findFreePort, isPortFree } from "./ports.mjs";
import { endLeftover } from "./processes.mjs";
import { endRunningCommands } from "./run-command.mjs";
import { createSupervisor } from "./supervisor.mjs";

const HEALTH_TIMEOUT_MS = 90_000;

/**
 * @typedef {object} StackOptions
 * @property {string} dataDir
 * @property {number} [port] default: a free one
 * @property {number} [temporalUiPort]
 * @property {NodeJS.ProcessEnv} [env] default process.env; DATABASE_URL and TEMPORAL_ADDRESS in it are used instead of our own servers
 * @property {"production" | "development"} [mode]
 * @property {boolean} [install] install the packages first when they are missing or old
 * @property {boolean} [seed] default true
 * @property {boolean} [throwaway] for tests: fast, unsafe on power loss, everything ends with this process
 * @property {Step} [step] reports each step
 * @property {(message: string) => void} [onEvent] crashes and restarts, one line each
 */

/** @typedef {<Result>(title: string, work: (say: (message: string) => void) => Promise<Result>, summary?: (result: Result) => string) => Promise<Result>} Step */

/**
 * @typedef {object} Stack
 * @property {string} url
 * @property {string} dataDir absolute
 * @property {NodeJS.ProcessEnv} env what web and worker were started with
 * @property {import("../provision/database.mjs").DatabaseUrls} database
 * @property {import("../provision/engine.mjs").Engine} engine
 * @property {import("../provision/seed.mjs").Seeded | null} seeded
 * @property {() => Record<string, number>} pids
 * @property {() => Promise<void>} stop everything, in order: web, worker, temporal, postgres
 * @property {(name: ProcessName) => Promise<void>} stopProcess stays down until `startProcess`
 * @property {(name: ProcessName) => Promise<void>} startProcess
 * @property {(name: ProcessName) => Promise<void>} restart
 * @property {(name: ProcessName) => void} kill SIGKILL; it comes back by itself, like after any crash
 */

/** @typedef {"web" | "worker" | "temporal" | "postgres"} ProcessName */

/** @type {Step} */
const silently = (_title, work) => work(() => {});

/**
 * Everything of one Gatehouse on this machine, healthy when this settles. Used by `up`, `dev`, e2e, chaos tests and benches alike.
 * Rejects with a StartError for a person; by then nothing it started runs any more.
 * @param {StackOptions} options
 * @returns {Promise<Stack>}
 */
export async function startStack(options) {
  const stack = prepareStack(options);
  try {
    return await stack.start();
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/**
 * The same in two steps, for a caller that may have to stop it while it is still starting.
 * @param {StackOptions} options
 */
export function prepareStack(options) {
  const supervisor = createSupervisor({ onEvent: options.onEvent ?? (() => {}) });
  /** @type {() => void} */
  let release = () => {};
  const stop = async () => {
    await endRunningCommands();
    await supervisor.stopAll();
    release();
  };
  const killAll = () => {
    void endRunningCommands(0);
    supervisor.killAll();
    release();
  };
  /** @returns {Promise<Stack>} */
  const start = async () => {
    const dataDir = openDataDirectory(options.dataDir);
    const port = options.port ?? (await findFreePort());
    const url = `http://127.0.0.1:${port}`;
    release = takeInstanceLock(dataDir, url);
    const context = { options, dataDir, port, supervisor, step: options.step ?? silently };
    const { settings, ...parts } = await startParts(context, url);
    return { url, dataDir: dataDir.path, env: settings, ...parts, ...controls(supervisor), stop };
  };
  return { start, stop, killAll };
}

/**
 * @typedef {object} Context
 * @property {StackOptions} options
 * @property {import("../provision/data-directory.mjs").DataDirectory} dataDir
 * @property {number} port
 * @property {ReturnType<typeof createSupervisor>} supervisor
 * @property {Step} step
 */

/** @param {Context} context @param {string} url */
async function startParts(context, url) {
  const { options, dataDir, port, step } = context;
  const mode = options.mode ?? "production";
  const base = options.env ?? process.env;
  await clearTheWay(context);
  if (options.install) {
    await step("Packages", (say) => ensureInstalled({ logFile: dataDir.logFile("install"), say }));
  }
  const database = await step(
    "Postgres",
    () => provideDatabase(context, base),
    ({ where }) => where,
  );
  const engine = await step("Temporal", (say) => provideEngine(context, { base, say }), describeEngine);
  const settings = settingsFor({ dataDir: dataDir.path, port, mode, base, database, engine });
  rememberConnection(dataDir.path, { url, databaseUrl: database.appUrl });
  const task = { dataDir, env: settings };
  await step(
    "Migrations",
    () => migrate({ ...task, ownerUrl: database.ownerUrl }),
    () => "the schema is up to date",
  );
  const seeded =
    options.seed === false
      ? null
      : await step(
          "Demo tenant",
          () => seed(task),
          ({ tenant }) => `"${tenant.slug}"`,
        );
  if (mode === "production") {
    await step("Build", (say) => ensureBuilt({ env: settings, logFile: dataDir.logFile("build"), say }));
  }
  await step(
    "Web and worker",
    (say) => startApplication({ context, settings, url, say }),
    () => "healthy",
  );
  return { settings, database, engine, seeded };
}

/** @param {{ context: Context, settings: NodeJS.ProcessEnv, url: string, say: (message: string) => void }} options */
async function startApplication({ context: { dataDir, supervisor, options }, settings, url, say }) {
  const application = {
    dataDir,
    env: settings,
    mode: options.mode ?? "production",
    throwaway: options.throwaway,
  };
  await supervisor.add(workerService(application));
  await supervisor.add(webService(application));
  await waitUntilHealthy({
    url,
    timeoutMs: HEALTH_TIMEOUT_MS,
    logFile: dataDir.logFile("web"),
    workerLogFile: dataDir.logFile("worker"),
    isRunning: () => supervisor.pids().web !== undefined,
    say,
  });
}

/** What a killed supervisor left behind goes first; then the port must be free. @param {Context} context */
async function clearTheWay({ dataDir, port, options }) {
  for (const name of ["web", "worker", "temporal"]) await endLeftover(dataDir.pidFile(name));
  await endLeftover(dataDir.pidFile("postgres"), { signal: "SIGINT" });
  const host = options.env?.HOST ?? process.env.HOST ?? "127.0.0.1";
  if (await isPortFree(port, host)) return;
  throw new StartError(
    `Port ${port} is already in use by another program: stop that program, or choose another port with --port ${port + 10}.`,
  );
}

/** @param {Context} context @param {NodeJS.ProcessEnv} env */
async function provideDatabase({ dataDir, port, supervisor, options }, env) {
  const external = await findExternalDatabase({ dataDir: dataDir.path, env });
  if (external) return external;
  const own = ownDatabase({
    dataDir: dataDir.path,
    port: await findFreePort(port + 1),
    throwaway: options.throwaway,
  });
  await supervisor.add(own.service);
  return own.urls();
}

/** @param {Context} context @param {{ base: NodeJS.ProcessEnv, say: (message: string) => void }} options */
async function provideEngine({ dataDir, port, supervisor, options }, { base, say }) {
  const external = await findExternalEngine(base);
  if (external) return external;
  const uiPort = options.temporalUiPort;
  if (uiPort !== undefined && !(await isPortFree(uiPort))) {
    throw new StartError(
      `Port ${uiPort} is already in use: choose another --temporal-ui-port, or leave it out.`,
    );
  }
  const own = await ownEngine({
    dataDir: dataDir.path,
    port: await findFreePort(port + 2),
    uiPort: uiPort ?? (await findFreePort(port + 3)),
    throwaway: options.throwaway,
    say,
  });
  await supervisor.add(own.service);
  return own.engine;
}

/** @param {import("../provision/engine.mjs").Engine} engine */
const describeEngine = ({ where, uiUrl }) => (uiUrl === undefined ? where : `${where}, UI ${uiUrl}`);

/** @param {ReturnType<typeof createSupervisor>} supervisor */
function controls(supervisor) {
  return {
    pids: () => supervisor.pids(),
    /** @param {ProcessName} name */
    stopProcess: (name) => supervisor.stop(name),
    /** @param {ProcessName} name */
    startProcess: (name) => supervisor.start(name),
    /** @param {ProcessName} name */
    restart: async (name) => {
      await supervisor.stop(name);
      await supervisor.start(name);
    },
    /** @param {ProcessName} name */
    kill: (name) => supervisor.kill(name),
  };
}
