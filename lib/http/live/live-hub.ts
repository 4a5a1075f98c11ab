import { LIVE_CHANNEL, LIVE_TOPICS, type LiveTopic, parseHints } from "@/lib/db/changes";
import { messageOf } from "@/lib/errors";
import type { TenantId } from "@/lib/ids";
import { newId } from "@/lib/ids";
import type { Runtime } from "@/lib/services/context";

/** What is told to one page. It is only ever told about the tenant it subscribed for. */
export type Subscriber = {
  onTopics: (topics: readonly LiveTopic[]) => void;
  /** Whether changes can be heard now; while not, pages have to look by themselves. */
  onHearing: (isHearing: boolean) => void;
};

const CHECK_EVERY_MS = 10_000;
const ECHO_MS = 5_000;
/** A payload that no reader of hints understands; it comes back to who sent it. */
const ECHO = "echo/";

/**
 * The web process's ear: hears over the listening connection what changed and tells the open pages of that tenant. It
 * calls out now and then and waits for its own echo, because a connection that a firewall dropped looks alive.
 */
export class LiveHub {
  readonly #runtime: Runtime;
  readonly #name = `${ECHO}${newId()}`;
  readonly #subscribers = new Map<TenantId, Set<Subscriber>>();
  #isHearing = false;
  #stop: (() => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #deaf: NodeJS.Timeout | undefined;

  constructor(runtime: Runtime) {
    this.#runtime = runtime;
  }

  get isHearing(): boolean {
    return this.#isHearing;
  }

  /** Begins to listen; goes on trying when Postgres is away. Never rejects. */
  async open(): Promise<void> {
    this.#timer ??= setInterval(() => void this.#check(), CHECK_EVERY_MS);
    try {
      this.#stop = await this.#runtime.db.listen(
        LIVE_CHANNEL,
        (payload) => this.#hear(payload),
        () => this.#resume(),
      );
      this.#setHearing(true);
    } catch (error) {
      this.#runtime.log.warn({ reason: messageOf(error) }, "live pages cannot listen for changes");
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#deaf);
    this.#subscribers.clear();
    await this.#stop?.();
  }

  /** Tells `subscriber` of this tenant's changes until the returned function is called. */
  subscribe(tenantId: TenantId, subscriber: Subscriber): () => void {
    const subscribers = this.#subscribers.get(tenantId) ?? new Set();
    this.#subscribers.set(tenantId, subscribers.add(subscriber));
    return () => {
      subscribers.delete(subscriber);
      if (subscribers.size === 0 && this.#subscribers.get(tenantId) === subscribers)
        this.#subscribers.delete(tenantId);
    };
  }

  #hear(payload: string): void {
    if (payload.startsWith(ECHO)) {
      if (payload === this.#name) this.#setHearing(true);
      return;
    }
    for (const { tenantId, topics } of parseHints(payload)) {
      for (const subscriber of this.#subscribers.get(tenantId as TenantId) ?? []) subscriber.onTopics(topics);
    }
  }

  /** What happened while nobody listened is unknown, so everybody looks at everything once. */
  #resume(): void {
    this.#setHearing(true);
    for (const subscriber of this.#everybody()) subscriber.onTopics(LIVE_TOPICS);
  }

  async #check(): Promise<void> {
    this.#deaf ??= setTimeout(() => this.#setHearing(false), ECHO_MS);
    try {
      await this.#runtime.db.sql`select pg_notify(${LIVE_CHANNEL}, ${this.#name})`;
    } catch {
      this.#setHearing(false);
    }
    if (this.#stop === undefined) await this.open();
  }

  #setHearing(isHearing: boolean): void {
    clearTimeout(this.#deaf);
    this.#deaf = undefined;
    if (this.#isHearing === isHearing) return;
    this.#isHearing = isHearing;
    for (const subscriber of this.#everybody()) subscriber.onHearing(isHearing);
  }

  #everybody(): Subscriber[] {
    return [...this.#subscribers.values()].flatMap((subscribers) => [...subscribers]);
  }
}
