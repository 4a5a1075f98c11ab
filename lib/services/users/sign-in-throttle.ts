const WINDOW_MS = 15 * 60_000;
const MAX_PER_EMAIL_AND_ADDRESS = 8;
const MAX_PER_EMAIL = 40;
const MAX_ENTRIES = 20_000;

type Failures = { count: number; windowEndsAtMs: number };

/**
 * Counts failed sign-ins of the last 15 minutes: eight for an e-mail from one address, forty for an e-mail from
 * anywhere. The first stops a guesser without locking the owner out elsewhere, the second stops many guessers. In
 * memory, bounded, per process: with N replicas a guesser has N times as many tries.
 */
export class SignInThrottle {
  readonly #failures = new Map<string, Failures>();

  /** Seconds until another try is allowed; 0 means now. */
  retryAfterSeconds(attempt: { email: string; address: string }, nowMs: number): number {
    const waits = this.#limitsOf(attempt).map(({ key, max }) => {
      const entry = this.#failures.get(key);
      const isBlocked = entry !== undefined && entry.count >= max && entry.windowEndsAtMs > nowMs;
      return isBlocked ? Math.ceil((entry.windowEndsAtMs - nowMs) / 1000) : 0;
    });
    return Math.max(...waits);
  }

  /** Counts a failure. Called before the password is checked, so that parallel tries cannot slip through. */
  recordTry(attempt: { email: string; address: string }, nowMs: number): void {
    for (const { key } of this.#limitsOf(attempt)) {
      const entry = this.#failures.get(key);
      const isOver = entry === undefined || entry.windowEndsAtMs <= nowMs;
      const next = isOver
        ? { count: 1, windowEndsAtMs: nowMs + WINDOW_MS }
        : { ...entry, count: entry.count + 1 };
      this.#failures.delete(key);
      this.#failures.set(key, next);
    }
    this.#forgetOldest();
  }

  /** Forgets the failures after a right password. */
  recordSuccess(attempt: { email: string; address: string }): void {
    for (const { key } of this.#limitsOf(attempt)) this.#failures.delete(key);
  }

  #limitsOf({ email, address }: { email: string; address: string }) {
    return [
      { key: `${email}\n${address}`, max: MAX_PER_EMAIL_AND_ADDRESS },
      { key: email, max: MAX_PER_EMAIL },
    ];
  }

  #forgetOldest(): void {
    for (const key of this.#failures.keys()) {
      if (this.#failures.size <= MAX_ENTRIES) return;
      this.#failures.delete(key);
    }
  }
}
