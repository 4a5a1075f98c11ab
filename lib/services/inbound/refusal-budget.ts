type Bucket = { tokens: number; filledAtMs: number };

const BURST = 30;
const ONE_MORE_AFTER_MS = 10_000;
const MAX_PROVIDERS = 5_000;

/**
 * How many refused webhooks are kept as evidence, per provider and process: thirty at once, then one in ten seconds.
 * Anybody can send what is refused, so what it costs us is bounded; it is refused all the same.
 */
export class RefusalBudget {
  readonly #buckets = new Map<string, Bucket>();

  /** Whether this one is kept. */
  take(providerId: string, nowMs: number): boolean {
    const known = this.#buckets.get(providerId) ?? { tokens: BURST, filledAtMs: nowMs };
    const gained = Math.max(0, nowMs - known.filledAtMs) / ONE_MORE_AFTER_MS;
    const tokens = Math.min(BURST, known.tokens + gained);
    const isKept = tokens >= 1;
    this.#buckets.delete(providerId);
    this.#buckets.set(providerId, { tokens: isKept ? tokens - 1 : tokens, filledAtMs: nowMs });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MAX_PROVIDERS && oldest !== undefined) this.#buckets.delete(oldest);
    return isKept;
  }
}
