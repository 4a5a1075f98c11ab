const MOST = 64;
const LEAST = 1;
/** A first step that comes within this says that the engine has room. */
const SOON_MS = 400;
/** One slow moment, whoever notices it, is one reason to step back. */
const STEP_BACK_EVERY_MS = 200;

/**
 * How many callers may wait for the engine at once. One more after each step that came soon, half as many when one did
 * not: a backlog makes every wait vain, and acceptance must not become as slow as the engine (ARCHITECTURE 5, step 8).
 */
export class WaitLimit {
  readonly #now: () => number;
  #limit = MOST;
  #waiting = 0;
  #steppedBackAtMs = -Infinity;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Waits for `work` if there is room; null when there is none, and nothing was begun. */
  async wait<Result>(work: () => Promise<Result>): Promise<Result | null> {
    if (this.#waiting >= this.#limit) return null;
    this.#waiting += 1;
    const beganAtMs = this.#now();
    try {
      return await work();
    } finally {
      this.#waiting -= 1;
      this.#learn(this.#now() - beganAtMs);
    }
  }

  #learn(tookMs: number): void {
    if (tookMs <= SOON_MS) {
      this.#limit = Math.min(MOST, this.#limit + 1);
      return;
    }
    if (this.#now() - this.#steppedBackAtMs < STEP_BACK_EVERY_MS) return;
    this.#steppedBackAtMs = this.#now();
    this.#limit = Math.max(LEAST, Math.floor(this.#limit / 2));
  }
}
