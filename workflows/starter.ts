import { setTimeout as delay } from "node:timers/promises";
import { messageOf } from "@/lib/errors";
import type { CheckRef, Runtime } from "@/lib/services/context";

import type { TemporalEngine } from "@/lib/temporal/engine";
import { claimDueChecks } from "./claim-due-checks";
import type { WorkerMetrics } from "./worker-metrics";

const LOOK_EVERY_MS = 500;
const BATCH = 50;
/** What one worker has on its way to Temporal at a time: the engine's own pace is the rate limit. */
const CONCURRENCY = 8;
/** Younger rows are most likely just being woken by the process that made them due. */
const OVERDUE_MS = 1500;
/** A row that was woken and is still due after this is woken again. */
const LEASE_MS = 20_000;
const MAX_PAUSE_MS = 5000;

/**
 * Wakes the lifecycle of every check that is due and was not seen (ARCHITECTURE 5, step 8). Postgres says what is due,
 * so nothing depends on this loop having run: it may die anywhere and another worker goes on.
 */
export class Starter {
  readonly #runtime: Runtime;
  readonly #engine: TemporalEngine;
  readonly #metrics: Pick<WorkerMetrics, "woken"> | undefined;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(runtime: Runtime, engine: TemporalEngine, metrics?: Pick<WorkerMetrics, "woken">) {
    this.#runtime = runtime;
    this.#engine = engine;
    this.#metrics = metrics;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when the batch under way is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const woken = await this.#round();
      if (woken < BATCH) await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    const ms = Math.min(LOOK_EVERY_MS * 2 ** this.#failures, MAX_PAUSE_MS);
    await delay(ms, undefined, { signal: this.#stopping.signal, ref: false }).catch(() => {});
  }

  async #round(): Promise<number> {
    if (!this.#engine.isAvailable()) return 0;
    try {
      const due = await claimDueChecks(this.#runtime, {
        limit: BATCH,
        overdueMs: OVERDUE_MS,
        leaseMs: LEASE_MS,
      });
      const taken = await this.#wakeAll(due);
      this.#metrics?.woken(due.length, taken);
      if (due.length > 0) this.#runtime.log.info({ due: due.length, taken }, "woke checks that were due");
      this.#failures = 0;
      return due.length;
    } catch (error) {
      if (this.#failures === 0)
        this.#runtime.log.error({ reason: messageOf(error) }, "cannot claim due checks");
      this.#failures += 1;
      return 0;
    }
  }

  async #wakeAll(due: readonly CheckRef[]): Promise<number> {
    const waiting = [...due];
    let taken = 0;
    const lane = async (): Promise<void> => {
      for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
        if (await this.#engine.wake(ref)) taken += 1;
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, lane));
    return taken;
  }
}
