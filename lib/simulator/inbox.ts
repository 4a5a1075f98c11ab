import { NO_FAULTS, type ReceiverFaults } from "./receiver-faults";

/** What the integration told us: a result (or an update) is ready to be fetched. */
export type Notice = {
  kind: "callback" | "monitored_notify";
  updateId: string | null;
  customData: Record<string, unknown> | null;
  atMs: number;
};

/**
 * The notices of one check in the order they came, each once: a callback repeated, or a notify with an
 * update_id seen before, is acknowledged and not queued again (PROTOCOL 15).
 */
export class Inbox {
  readonly faults: ReceiverFaults;
  private readonly queue: Notice[] = [];
  private readonly seen = new Set<string>();
  private wake: (() => void) | null = null;

  constructor(faults: Partial<ReceiverFaults> = {}) {
    this.faults = { ...NO_FAULTS, ...faults };
  }

  /** Queues the notice; false when it repeats an earlier one. */
  accept(notice: Notice): boolean {
    const identity = `${notice.kind} ${notice.updateId ?? ""}`;
    if (this.seen.has(identity)) return false;
    this.seen.add(identity);
    this.queue.push(notice);
    this.wake?.();
    return true;
  }

  /** The next notice, or null when none came within `timeoutMs` or `signal` was raised. */
  async next(timeoutMs: number, signal?: AbortSignal): Promise<Notice | null> {
    if (this.queue.length === 0) await this.waitForNotice(timeoutMs, signal);
    return this.queue.shift() ?? null;
  }

  private waitForNotice(timeoutMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        this.wake = null;
        resolve();
      };
      const timer = setTimeout(done, Math.min(timeoutMs, 2 ** 31 - 1));
      this.wake = done;
      signal?.addEventListener("abort", done);
      if (signal?.aborted === true) done();
    });
  }
}
