/** Where whoever waits for a notification learns that it came, also when it came before anybody waited. */
export class NoticeBoard {
  readonly #posted = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  /** A notification for this reference has come. */
  post(reference: string): void {
    this.#posted.add(reference);
    this.#waiting.get(reference)?.();
    this.#waiting.delete(reference);
  }

  has(reference: string): boolean {
    return this.#posted.has(reference);
  }

  /** Settles once it has come; false when it did not within `withinMs`. */
  async seen(reference: string, withinMs = 120_000): Promise<boolean> {
    if (this.#posted.has(reference)) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(reference);
        resolve(false);
      }, withinMs);
      this.#waiting.set(reference, () => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }
}
