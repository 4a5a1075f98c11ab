import { setTimeout as delay } from "node:timers/promises";

/**
 * Spaces calls to a host evenly, for all jobs of one process without asking Postgres; workers use `HostPacer`: each `take` is given the next free slot. It never gives
 * two at once, so a pause is not followed by a burst.
 */
export class Pacer {
  readonly #nextAtMs = new Map<string, number>();

  /** Resolves true when it is this caller's turn, false when `signal` is aborted before. */
  async take(host: string, options: { perSecond: number; signal: AbortSignal }): Promise<boolean> {
    const { perSecond, signal } = options;
    const nowMs = performance.now();
    const slotMs = Math.max(nowMs, this.#nextAtMs.get(host) ?? 0);
    this.#nextAtMs.set(host, slotMs + 1000 / perSecond);
    if (slotMs > nowMs) await delay(slotMs - nowMs, undefined, { signal }).catch(() => {});
    return !signal.aborted;
  }
}
