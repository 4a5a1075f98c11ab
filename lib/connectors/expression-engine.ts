import { UnavailableError } from "@/lib/errors";
import type { Evaluated } from "./evaluated";
import { ExpressionWorker, STOPPING_MESSAGE, type WorkerJob } from "./expression-worker";
import { FairQueue } from "./fair-queue";

export type ExpressionEngineOptions = {
  /** Threads; 2 when absent. A runaway expression occupies one of them until its time is up. */
  workers?: number;
  /** For all expressions of one job together, by the wall; 1000 when absent. */
  timeLimitMs?: number;
  /** Jobs of one lane that wait for a thread; more are refused. 1000 when absent. */
  maxQueued?: number;
  /** The longest a job waits for a thread before it is refused; 2000 ms when absent. */
  patienceMs?: number;
};

/** The engine as one lane sees it. */
export type Expressions = {
  /**
   * Evaluates all over the same input, in order, one round trip. What is wrong with an expression is in the answer. Rejects
   * with UnavailableError when no thread was free in time: nothing was evaluated, and the same may be asked again.
   */
  evaluate(expressions: readonly string[], input: Record<string, unknown>): Promise<Evaluated[]>;
  /** The same, never refused for want of a thread: for what a provider has answered already, and may not be asked twice. */
  readonly owed: Expressions;
};

/**
 * Runs JSONata in worker threads, never on the caller's thread. An expression that recurses without end, allocates
 * without end or hangs in a regular expression costs its thread, which is replaced, and nothing else.
 */
export type ExpressionEngine = Expressions & {
  /** Lanes take turns, so that one tenant's crowd does not delay another's; the engine itself is a lane of its own. */
  lane(key: string): Expressions;
  /** Starts the threads now, so that the first evaluation need not wait for them. */
  warm(): Promise<void>;
  close(): Promise<void>;
};

/** Threads start when first needed and do not keep the process alive. */
export function createExpressionEngine(options: ExpressionEngineOptions = {}): ExpressionEngine {
  return new WorkerPool(options);
}

type QueuedJob = WorkerJob & { onStart: () => void };

class WorkerPool implements ExpressionEngine {
  readonly #workers: ExpressionWorker[];
  readonly #queue = new FairQueue<QueuedJob>();
  readonly #maxQueued: number;
  readonly #patienceMs: number;
  readonly #own = this.lane("");
  #isClosed = false;

  constructor(options: ExpressionEngineOptions) {
    const { workers = 2, timeLimitMs = 1000, maxQueued = 1000, patienceMs = 2000 } = options;
    this.#maxQueued = maxQueued;
    this.#patienceMs = patienceMs;
    this.#workers = Array.from(
      { length: workers },
      () => new ExpressionWorker(timeLimitMs, () => this.#assign()),
    );
  }

  get owed(): Expressions {
    return this.#own.owed;
  }

  evaluate(expressions: readonly string[], input: Record<string, unknown>): Promise<Evaluated[]> {
    return this.#own.evaluate(expressions, input);
  }

  lane(key: string): Expressions {
    const owed: Expressions = {
      evaluate: (expressions, input) => this.#run({ lane: key, isOwed: true }, expressions, input),
      get owed() {
        return owed;
      },
    };
    return {
      evaluate: (expressions, input) => this.#run({ lane: key, isOwed: false }, expressions, input),
      owed,
    };
  }

  async warm(): Promise<void> {
    await Promise.all(this.#workers.map(() => this.owed.evaluate(["1"], {})));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of this.#queue.clear()) job.refuse(STOPPING_MESSAGE);
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #run(
    { lane, isOwed }: { lane: string; isOwed: boolean },
    expressions: readonly string[],
    input: Record<string, unknown>,
  ): Promise<Evaluated[]> {
    if (expressions.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const refuse = (message: string): void => reject(new UnavailableError(message));
      if (this.#isClosed) return refuse(STOPPING_MESSAGE);
      if (!isOwed && this.#queue.waiting(lane) >= this.#maxQueued) return refuse(BUSY);
      const job: QueuedJob = {
        expressions,
        input,
        refuse,
        resolve,
        onStart: () => clearTimeout(timer),
      };
      const giveUp = (): void => {
        this.#queue.remove(lane, job);
        refuse(BUSY);
      };
      const timer = isOwed ? undefined : setTimeout(giveUp, this.#patienceMs);
      this.#queue.add(lane, job);
      this.#assign();
    });
  }

  #assign(): void {
    for (const worker of this.#workers) {
      if (!worker.isIdle) continue;
      const next = this.#queue.take();
      if (next === null) return;
      const { lane, job } = next;
      job.onStart();
      const resolve = (results: Evaluated[]): void => {
        this.#queue.done(lane);
        job.resolve(results);
      };
      worker.run({ ...job, resolve });
    }
  }
}

const BUSY = "Too many mappings wait to be evaluated; try again.";
