import { AppError } from "@/lib/errors";

type Bucket = { tokens: number; filledAtMs: number };

/**
 * A token bucket per caller, in memory and bounded: it keeps one client from taking the instance away from the others,
 * it is no quota. With N web processes a caller has N buckets.
 */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>();
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #maxCallers: number;

  constructor(options: { burst: number; perSecond: number; maxCallers?: number }) {
    this.#burst = options.burst;
    this.#perSecond = options.perSecond;
    this.#maxCallers = options.maxCallers ?? 10_000;
  }

  /** Takes one token, or throws AppError `rate_limited` that says when there is one again. */
  take(caller: string, nowMs: number): void {
    const known = this.#buckets.get(caller) ?? { tokens: this.#burst, filledAtMs: nowMs };
    const gained = (Math.max(0, nowMs - known.filledAtMs) / 1000) * this.#perSecond;
    const tokens = Math.min(this.#burst, known.tokens + gained);
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens: Math.max(0, tokens - 1), filledAtMs: nowMs });
    this.#forgetOldest();
    if (tokens >= 1) return;
    throw new AppError("rate_limited", "Too many requests with this key. Slow down.", {
      details: { retryAfterSeconds: Math.max(1, Math.ceil((1 - tokens) / this.#perSecond)) },
    });
  }

  #forgetOldest(): void {
    for (const caller of this.#buckets.keys()) {
      if (this.#buckets.size <= this.#maxCallers) return;
      this.#buckets.delete(caller);
    }
  }
}
