import { setTimeout as delay } from "node:timers/promises";
import { NativeConnection, Worker } from "@temporalio/worker";
import type { Settings } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import type { Runtime } from "@/lib/services/context";
import { connectionOptions, type TemporalSettings } from "@/lib/temporal/connection";
import { LIFECYCLE_TASK_QUEUE } from "@/lib/temporal/contracts/check-lifecycle";
import { createActivityInterceptor } from "./activity-interceptor";
import { createLifecycleActivities } from "./check-lifecycle/activities";
import type { WorkerMetrics } from "./worker-metrics";

export type WorkerSettings = TemporalSettings & Pick<Settings, "WORKER_CONCURRENCY">;

const MAX_PAUSE_MS = 5000;
/**
 * As long as the longest activity (PROVIDER_CALL_POLICY): a provider that is slow to answer may not be asked twice, so that a
 * deployment would cost the check. A worker with nothing under way stops at once.
 */
const GRACE = "150s";

/**
 * Takes lifecycles and their activities from Temporal, for ever: when the server is away it says so once, keeps trying
 * and goes on when it is back.
 */
export class LifecycleWorker {
  readonly #settings: WorkerSettings;
  readonly #runtime: Runtime;
  readonly #bundle: { code: string };
  readonly #metrics: WorkerMetrics | undefined;
  readonly #stopping = new AbortController();
  #worker: Worker | undefined;
  #failures = 0;

  constructor(
    settings: WorkerSettings,
    runtime: Runtime,
    { code, metrics }: { code: string; metrics?: WorkerMetrics | undefined },
  ) {
    this.#settings = settings;
    this.#runtime = runtime;
    this.#bundle = { code };
    this.#metrics = metrics;
  }

  /** Resolves after `stop`, when everything under way has ended. */
  async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#serve();
        this.#failures = 0;
      } catch (error) {
        await this.#pauseAfter(error);
      }
    }
  }

  /** Takes nothing new; what is under way may end within the grace time. Safe to call twice. */
  stop(): void {
    this.#stopping.abort();
    if (this.#worker?.getState() === "RUNNING") this.#worker.shutdown();
  }

  async #serve(): Promise<void> {
    const connection = await NativeConnection.connect(connectionOptions(this.#settings));
    try {
      this.#worker = await Worker.create({
        connection,
        namespace: this.#settings.TEMPORAL_NAMESPACE,
        taskQueue: LIFECYCLE_TASK_QUEUE,
        workflowBundle: this.#bundle,
        activities: createLifecycleActivities(this.#runtime),
        interceptors: { activity: [createActivityInterceptor(this.#runtime.log, this.#metrics)] },
        maxConcurrentActivityTaskExecutions: this.#settings.WORKER_CONCURRENCY,
        maxConcurrentLocalActivityExecutions: this.#settings.WORKER_CONCURRENCY,
        // A killed worker's cached runs go to another one after this long.
        stickyQueueScheduleToStartTimeout: "5s",
        shutdownGraceTime: GRACE,
        shutdownForceTime: "155s",
      });
      if (this.#stopping.signal.aborted) return;
      this.#runtime.log.info({ address: this.#settings.TEMPORAL_ADDRESS }, "worker is ready");
      this.#failures = 0;
      await this.#worker.run();
    } finally {
      this.#worker = undefined;
      await connection.close().catch(() => {});
    }
  }

  async #pauseAfter(reason: unknown): Promise<void> {
    this.#failures += 1;
    const { TEMPORAL_ADDRESS: address } = this.#settings;
    if (this.#failures === 1) {
      this.#runtime.log.warn({ address, reason: messageOf(reason) }, "temporal cannot be reached; trying on");
    }
    const ms = Math.min(250 * 2 ** this.#failures, MAX_PAUSE_MS);
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => {});
  }
}
