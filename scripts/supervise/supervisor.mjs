import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "../provision/start-error.mjs";

/** @typedef {import("./processes.mjs").RunningProcess} RunningProcess */
/**
 * @typedef {object} Service
 * @property {string} name
 * @property {() => Promise<RunningProcess>} start settles when the process is usable; the same place and port every time
 * @property {number} [stopTimeoutMs] how long it may take to stop before it is killed
 */

const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 30_000;
// A process that lived this long was healthy: its next crash is a new story.
const STABLE_MS = 60_000;

/**
 * Keeps processes alive: starts them in order, restarts one that ends by itself (with backoff), stops them in reverse order.
 * @param {{ onEvent: (message: string) => void }} options
 */
export function createSupervisor({ onEvent }) {
  /** @type {Map<string, Supervised>} in start order */
  const supervised = new Map();

  /** @param {string} name */
  const find = (name) => {
    const entry = supervised.get(name);
    if (!entry)
      throw new Error(`There is no process named ${name}; there are: ${[...supervised.keys()].join(", ")}.`);
    return entry;
  };

  return {
    /**
     * Adds a service and starts it. Rejects when this first start fails; from then on the service is kept alive.
     * @param {Service} service
     */
    async add(service) {
      const entry = new Supervised(service, onEvent);
      supervised.set(service.name, entry);
      await entry.start();
    },
    /** Stops what runs, the last started first. Safe to call twice. */
    async stopAll() {
      for (const entry of [...supervised.values()].toReversed()) await entry.stop();
    },
    /** Kills everything at once. */
    killAll() {
      for (const entry of supervised.values()) entry.kill();
    },
    /** @param {string} name */
    start: (name) => find(name).start(),
    /** @param {string} name stopped until `start` */
    stop: (name) => find(name).stop(),
    /** @param {string} name SIGKILL, as a crash; the service is restarted like after any crash */
    kill: (name) => find(name).kill(),
    /** @returns {Record<string, number>} of what runs now */
    pids() {
      const running = [...supervised].filter(([, entry]) => entry.running?.isRunning());
      return Object.fromEntries(running.map(([name, entry]) => [name, entry.running?.pid ?? 0]));
    },
  };
}

class Supervised {
  /** @type {RunningProcess | null} */
  running = null;
  isWanted = false;
  /** @type {Promise<RunningProcess> | null} */
  starting = null;
  backoffMs = FIRST_BACKOFF_MS;

  /** @param {Service} service @param {(message: string) => void} onEvent */
  constructor(service, onEvent) {
    this.service = service;
    this.onEvent = onEvent;
  }

  async start() {
    this.isWanted = true;
    this.starting = this.service.start();
    const running = await this.starting;
    this.running = running;
    void this.watch(running);
  }

  async stop() {
    this.isWanted = false;
    // A start that is under way cannot be called off; it is stopped as soon as it is through.
    const running = (await this.starting?.catch(() => null)) ?? null;
    await running?.stop(this.service.stopTimeoutMs);
  }

  kill() {
    const pid = this.running?.pid;
    if (pid === undefined || !this.running?.isRunning()) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It ended between the look and the call.
    }
  }

  /** @param {RunningProcess} running */
  async watch(running) {
    const startedAtMs = Date.now();
    const { code, signal } = await running.exited;
    if (!this.isWanted) return;
    if (Date.now() - startedAtMs > STABLE_MS) this.backoffMs = FIRST_BACKOFF_MS;
    await this.restart(`ended unexpectedly (${signal ?? `exit code ${code}`})`);
  }

  /** @param {string} reason */
  async restart(reason) {
    const { name } = this.service;
    const waitMs = this.backoffMs;
    this.backoffMs = Math.min(waitMs * 2, LAST_BACKOFF_MS);
    this.onEvent(`${name} ${reason}; starting it again in ${waitMs / 1000} s`);
    await delay(waitMs);
    if (!this.isWanted) return;
    try {
      await this.start();
      this.onEvent(`${name} runs again (pid ${this.running?.pid})`);
    } catch (error) {
      if (this.isWanted) await this.restart(`did not start (${messageOf(error)})`);
    }
  }
}
