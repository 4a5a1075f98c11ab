import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@/lib/db/client";

/**
 * Spaces calls to a host evenly, for all jobs of all workers: each `take` advances the host's next free moment, which is
 * one row of Postgres, so a second worker does not double the rate. One short statement a call.
 */
export class HostPacer {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Resolves true when it is this caller's turn, false when `signal` is aborted before. */
  async take(host: string, options: { perSecond: number; signal: AbortSignal }): Promise<boolean> {
    const { perSecond, signal } = options;
    const [slot] = await this.#db.sql<{ waitMs: number }[]>`
      select system_take_slot(${host}, ${perSecond}::int) as "waitMs"`;
    const waitMs = slot?.waitMs ?? 0;
    if (waitMs > 0) await delay(waitMs, undefined, { signal }).catch(() => {});
    return !signal.aborted;
  }
}
