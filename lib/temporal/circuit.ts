/** How often a server that is known to be down is looked at. */
const PROBE_EVERY_MS = 1000;

/**
 * Remembers that Temporal is away, so that only the first caller pays for finding out. While open, one probe a second
 * looks whether it is back; no caller does. Closes on the first probe that succeeds.
 */
export class Circuit {
  readonly #probe: () => Promise<unknown>;
  readonly #onChange: (isOpen: boolean) => void;
  #timer: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(probe: () => Promise<unknown>, onChange: (isOpen: boolean) => void = () => {}) {
    this.#probe = probe;
    this.#onChange = onChange;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** A call failed: nobody else is let through until a probe succeeds. */
  trip(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#onChange(true);
    this.#schedule();
  }

  /** A call was too slow, which need not be the server's fault: the circuit opens only if a probe fails as well. */
  async suspect(): Promise<void> {
    if (this.#isOpen) return;
    try {
      await this.#probe();
    } catch {
      this.trip();
    }
  }

  /** Stops probing; for shutdown. */
  close(): void {
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => void this.#look(), PROBE_EVERY_MS);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    try {
      await this.#probe();
    } catch {
      this.#schedule();
      return;
    }
    this.#isOpen = false;
    this.#onChange(false);
  }
}
