import { getTableName, is, SQL, StringChunk, Table } from "drizzle-orm";
import type postgres from "postgres";
import type { TenantId } from "@/lib/ids";
import type { Database, Tx } from "./database";

/** What a page can be about. A hint names one of these and a tenant, never a person or a value. */
export const LIVE_TOPICS = [
  "checks",
  "notifications",
  "inbound",
  "jobs",
  "attention",
  "breakers",
  "providers",
  "validations",
] as const;
export type LiveTopic = (typeof LIVE_TOPICS)[number];

/** The channel of the hints. */
export const LIVE_CHANNEL = "live";

const TOPIC_OF_TABLE: Readonly<Record<string, LiveTopic>> = {
  checks: "checks",
  check_events: "checks",
  updates: "checks",
  exchanges: "checks",
  notifications: "notifications",
  notification_attempts: "notifications",
  inbound_events: "inbound",
  inbound_ignore_rules: "inbound",
  jobs: "jobs",
  job_items: "jobs",
  attention_marks: "attention",
  breakers: "breakers",
  breaker_events: "breakers",
  providers: "providers",
  provider_versions: "providers",
  signing_keys: "providers",
  validation_runs: "validations",
};

const WRITES = new Set<string | symbol>(["insert", "update", "delete", "execute"]);
const WRITTEN_TABLE = /\b(?:insert into|update|delete from)\s+"?([a-z_]+)/g;

/**
 * The same transaction, and the topics of the tables it was told to write so far. Read from the statements themselves,
 * so that no verb can forget to say what it changed.
 */
export function watchWrites(tx: Tx): { tx: Tx; topics: ReadonlySet<LiveTopic> } {
  const topics = new Set<LiveTopic>();
  const note = (target: unknown) => {
    for (const table of tablesOf(target)) {
      const topic = TOPIC_OF_TABLE[table];
      if (topic !== undefined) topics.add(topic);
    }
  };
  const watched = new Proxy(tx, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function" || !WRITES.has(key)) return value;
      return (...args: unknown[]): unknown => {
        note(args[0]);
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { tx: watched, topics };
}

function tablesOf(target: unknown): string[] {
  if (is(target, Table)) return [getTableName(target)];
  if (!is(target, SQL)) return [];
  return [...textOf(target).matchAll(WRITTEN_TABLE)].flatMap(([, table]) => table ?? []);
}

function textOf(query: SQL): string {
  return query.queryChunks
    .map((chunk) => {
      if (is(chunk, StringChunk)) return chunk.value.join("");
      if (is(chunk, Table)) return getTableName(chunk);
      return is(chunk, SQL) ? textOf(chunk) : "?";
    })
    .join("");
}

/** Long enough to gather a burst, short enough to look live. */
const GATHER_MS = 200;
/** A payload of NOTIFY holds 8,000 bytes; a tenant takes at most 120. */
const TENANTS_PER_PAYLOAD = 60;

class ChangePublisher {
  readonly #sql: postgres.Sql;
  #gathered = new Map<TenantId, Set<LiveTopic>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(sql: postgres.Sql) {
    this.#sql = sql;
  }

  announce(tenantId: TenantId, topics: Iterable<LiveTopic>): void {
    for (const topic of topics) {
      const known = this.#gathered.get(tenantId);
      if (known === undefined) this.#gathered.set(tenantId, new Set([topic]));
      else known.add(topic);
    }
    if (this.#gathered.size > 0) this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS);
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#gathered.size === 0) return;
    const hints = [...this.#gathered].map(([tenantId, topics]) => `${tenantId}:${[...topics].join(",")}`);
    this.#gathered = new Map();
    const payloads: string[] = [];
    for (let at = 0; at < hints.length; at += TENANTS_PER_PAYLOAD)
      payloads.push(hints.slice(at, at + TENANTS_PER_PAYLOAD).join(";"));
    try {
      const sql = this.#sql;
      await sql`select pg_notify(${LIVE_CHANNEL}, hint) from unnest(${payloads}::text[]) hint`;
    } catch {
      // Postgres is away: nothing is being committed that anybody could see either.
    }
  }
}

const publishers = new WeakMap<Database, ChangePublisher>();

/**
 * Tells every web process what was committed; returns at once. At most five NOTIFY a second leave whatever the load,
 * because each takes a lock of the whole database server at commit: it must not be part of the transactions that change
 * things (docs/decisions/0006). A hint may be lost with its process or an outage; pages look now and then without one.
 */
export function announceChanges(db: Database, tenantId: TenantId, topics: Iterable<LiveTopic>): void {
  let publisher = publishers.get(db);
  if (publisher === undefined) {
    publisher = new ChangePublisher(db.sql);
    publishers.set(db, publisher);
  }
  publisher.announce(tenantId, topics);
}

/** Sends what was gathered so far; never rejects. */
export async function flushChanges(db: Database): Promise<void> {
  await publishers.get(db)?.flush();
}

/** What a payload of the channel says; unknown topics are left out, so that versions can run side by side. */
export function parseHints(payload: string): { tenantId: string; topics: LiveTopic[] }[] {
  return payload.split(";").flatMap((hint) => {
    const [tenantId = "", names = ""] = hint.split(":");
    const topics = LIVE_TOPICS.filter((topic) => names.split(",").includes(topic));
    return tenantId === "" || topics.length === 0 ? [] : [{ tenantId, topics }];
  });
}
