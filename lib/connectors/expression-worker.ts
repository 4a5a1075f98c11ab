import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Evaluated, ExpressionFailure } from "./evaluated";
import { EXPRESSION_WORKER_SOURCE } from "./expression-worker-source";

export type WorkerJob = {
  expressions: readonly string[];
  input: Record<string, unknown>;
  resolve: (results: Evaluated[]) => void;
  /** It was not evaluated, through no fault of its own. */
  refuse: (message: string) => void;
};

type WireResult = { ok: true; json: string | undefined } | ({ ok: false } & ExpressionFailure);
type WireAnswer = { id: number; results: WireResult[] };

const LIMITS = { depth: 500, sequence: 100_000, resultBytes: 5_000_000, resultDepth: 200 };
// The soft limit inside the thread answers with a position; the hard one ends the thread when the soft one cannot.
const HARD_LIMIT_GRACE_MS = 250;
const MAX_HEAP_MB = 192;

export const STOPPING_MESSAGE = "The process is stopping; try again.";

/** One thread, one job at a time. A job that overruns its time costs the thread; the next job gets a new one. */
export class ExpressionWorker {
  readonly #timeLimitMs: number;
  readonly #onIdle: () => void;
  #thread: Worker | null = null;
  #job: WorkerJob | null = null;
  #jobId = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeLimitMs: number, onIdle: () => void) {
    this.#timeLimitMs = timeLimitMs;
    this.#onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.#job === null;
  }

  run(job: WorkerJob): void {
    this.#job = job;
    this.#jobId += 1;
    const isFresh = this.#thread === null;
    const thread = this.#thread ?? this.#start();
    thread.ref();
    const limits = { ...LIMITS, timeMs: this.#timeLimitMs };
    // A thread that still has to start gets time for that.
    const hardLimitMs = this.#timeLimitMs + HARD_LIMIT_GRACE_MS + (isFresh ? 5000 : 0);
    this.#timer = setTimeout(() => this.#abandon("time_limit"), hardLimitMs);
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
      thread.postMessage({ id: this.#jobId, expressions: job.expressions, input: job.input, limits });
    } catch {
      // Copying it takes a frame of the stack for each level. Whoever freed this thread must not fall over it.
      thread.unref();
      this.#fail("depth_limit");
    }
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    const job = this.#job;
    clearTimeout(this.#timer);
    this.#job = null;
    this.#thread = null;
    job?.refuse(STOPPING_MESSAGE);
    await thread?.terminate();
  }

  #start(): Worker {
    const thread = new Worker(EXPRESSION_WORKER_SOURCE, {
      eval: true,
      env: {},
      execArgv: [],
      workerData: { jsonataPath: resolveJsonata() },
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    });
    thread.unref();
    thread.on("message", (answer: WireAnswer) => this.#finish(thread, answer));
    thread.on("error", (error: Error & { code?: string }) => {
      if (thread !== this.#thread) return;
      this.#abandon(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory_limit" : "failed");
    });
    this.#thread = thread;
    return thread;
  }

  #finish(thread: Worker, answer: WireAnswer): void {
    if (thread !== this.#thread || answer.id !== this.#jobId) return;
    thread.unref();
    this.#settle(answer.results.map(toEvaluated));
  }

  #abandon(failure: ExpressionFailure["failure"]): void {
    const thread = this.#thread;
    this.#thread = null;
    void thread?.terminate();
    this.#fail(failure);
  }

  #fail(failure: ExpressionFailure["failure"]): void {
    const expressions = this.#job?.expressions ?? [];
    const message = FAILURES[failure] ?? "The expression could not be evaluated.";
    this.#settle(expressions.map(() => ({ ok: false, failure, message, position: null, code: null })));
  }

  #settle(results: Evaluated[]): void {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = null;
    job?.resolve(results);
    this.#onIdle();
  }
}

const FAILURES: Partial<Record<ExpressionFailure["failure"], string>> = {
  time_limit: "The expression took too long and was ended.",
  memory_limit: "The expression needed too much memory and was ended.",
  depth_limit: "The data is nested too deeply.",
};

function toEvaluated(result: WireResult): Evaluated {
  if (!result.ok) return result;
  return { ok: true, value: result.json === undefined ? undefined : JSON.parse(result.json) };
}

// Resolved from the working directory first: inside a bundle, import.meta.url is no place to look from.
function resolveJsonata(): string {
  try {
    return createRequire(join(process.cwd(), "package.json")).resolve("jsonata");
  } catch {
    return createRequire(import.meta.url).resolve("jsonata");
  }
}
