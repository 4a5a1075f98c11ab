import type { LiveTopic } from "@/lib/db/changes";

/** `live`: told of changes. `polling`: not told, so it looks by itself. `paused`: nobody looks at the page. */
export type LiveState = "live" | "polling" | "paused";

const POLL_MS = 5_000;
const POLL_IDLE_MS = 30_000;
/** Even when told of everything, a page looks now and then: hints can be lost. */
const LOOK_ANYWAY_MS = 60_000;
const IDLE_AFTER_MS = 60_000;
/** Browsers allow few connections to one HTTP/1.1 server: a tab nobody looks at gives its own back. */
const HIDE_AFTER_MS = 10_000;
const RETRY_MS = { first: 1_000, longest: 30_000 };

/** What a page shows when it begins to listen may have been read this long before. */
const READ_BEFORE_MS = 10_000;

type Listener = { topics: readonly LiveTopic[]; onDue: () => void };

/**
 * The one connection of a tab over which it hears that something changed. While there is none it polls, slower when
 * nobody touches the page, and goes back to hearing as soon as it can.
 */
export class LiveFeed {
  readonly #url: string;
  readonly #listeners = new Set<Listener>();
  readonly #watchers = new Set<() => void>();
  #source: EventSource | undefined;
  #state: LiveState = "polling";
  readonly #heardAtMs = new Map<LiveTopic, number>();
  #failures = 0;
  #touchedAtMs = Date.now();
  #timers: Record<"look" | "retry" | "hide", ReturnType<typeof setTimeout> | undefined> = {
    look: undefined,
    retry: undefined,
    hide: undefined,
  };

  constructor(url: string) {
    this.#url = url;
  }

  get state(): LiveState {
    return this.#state;
  }

  get isIdle(): boolean {
    return Date.now() - this.#touchedAtMs > IDLE_AFTER_MS;
  }

  /** Connects, and stays connected while the tab is looked at, until the returned function is called. */
  start(): () => void {
    const touch = () => {
      const wasIdle = this.isIdle;
      this.#touchedAtMs = Date.now();
      if (wasIdle && this.#state === "polling") this.#look();
    };
    const see = () => this.#see(document.visibilityState === "visible");
    const online = () => this.#reconnectSoon(0);
    const touches = ["pointerdown", "keydown"] as const;
    for (const name of touches) window.addEventListener(name, touch);
    window.addEventListener("online", online);
    document.addEventListener("visibilitychange", see);
    this.#connect();
    this.#planLook();
    return () => {
      for (const name of touches) window.removeEventListener(name, touch);
      window.removeEventListener("online", online);
      document.removeEventListener("visibilitychange", see);
      this.#disconnect();
      for (const timer of Object.values(this.#timers)) clearTimeout(timer);
    };
  }

  /**
   * Calls `onDue` whenever what is shown of these topics may be old: soon, too, when something changed while the page was
   * on its way here.
   */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    const since = Date.now() - READ_BEFORE_MS;
    const isLate = listener.topics.some((topic) => (this.#heardAtMs.get(topic) ?? 0) > since);
    const timer = isLate ? setTimeout(() => listener.onDue()) : undefined;
    return () => {
      clearTimeout(timer);
      this.#listeners.delete(listener);
    };
  }

  watchState(onChange: () => void): () => void {
    this.#watchers.add(onChange);
    return () => this.#watchers.delete(onChange);
  }

  #connect(): void {
    if (this.#source !== undefined || document.visibilityState !== "visible") return;
    const source = new EventSource(this.#url);
    this.#source = source;
    source.addEventListener("hearing", ({ data }: MessageEvent<string>) => {
      const isFirst = this.#failures > 0 || this.#state !== "live";
      this.#failures = 0;
      this.#setState(data === "true" ? "live" : "polling");
      // What happened before the connection stood was not heard.
      if (isFirst) this.#look();
    });
    source.addEventListener("change", ({ data }: MessageEvent<string>) => {
      const topics = JSON.parse(data) as LiveTopic[];
      for (const topic of topics) this.#heardAtMs.set(topic, Date.now());
      for (const listener of this.#listeners) {
        if (listener.topics.some((topic) => topics.includes(topic))) listener.onDue();
      }
    });
    source.addEventListener("over", () => this.#look());
    source.addEventListener("error", () => {
      this.#failures += 1;
      this.#disconnect();
      this.#setState("polling");
      const delayMs = Math.min(RETRY_MS.longest, RETRY_MS.first * 2 ** (this.#failures - 1));
      this.#reconnectSoon(delayMs * (1 + Math.random() / 4));
    });
  }

  #reconnectSoon(delayMs: number): void {
    clearTimeout(this.#timers.retry);
    this.#timers.retry = setTimeout(() => this.#connect(), delayMs);
  }

  #disconnect(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #see(isVisible: boolean): void {
    clearTimeout(this.#timers.hide);
    if (!isVisible) {
      this.#timers.hide = setTimeout(() => {
        clearTimeout(this.#timers.retry);
        this.#disconnect();
        this.#setState("paused");
      }, HIDE_AFTER_MS);
      return;
    }
    this.#touchedAtMs = Date.now();
    if (this.#state !== "paused") return;
    this.#setState("polling");
    this.#look();
    this.#connect();
  }

  #setState(state: LiveState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#planLook();
    for (const tell of this.#watchers) tell();
  }

  #look(): void {
    for (const listener of this.#listeners) listener.onDue();
    this.#planLook();
  }

  #planLook(): void {
    clearTimeout(this.#timers.look);
    if (this.#state === "paused") return;
    const pollMs = this.isIdle ? POLL_IDLE_MS : POLL_MS;
    this.#timers.look = setTimeout(
      () => {
        if (document.visibilityState === "visible") this.#look();
        else this.#planLook();
      },
      this.#state === "live" ? LOOK_ANYWAY_MS : pollMs,
    );
  }
}
