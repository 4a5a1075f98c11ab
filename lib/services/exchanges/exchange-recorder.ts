import { messageOf } from "@/lib/errors";
import type { TenantId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { type ExchangeFacts, sealExchange } from "./exchange-row";
import { insertExchanges } from "./insert-exchanges";

const MAX_BATCH = 256;
const FLUSH_AFTER_MS = 50;
/** Evidence is worth less than answering: beyond this many waiting records new ones are dropped, and counted. */
const MAX_WAITING = 20_000;
/** As many bytes of bodies, for messages are of any size up to the limit of the door. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

type Pending = { ctx: ServiceContext; facts: ExchangeFacts };

/**
 * Records exchanges of the hot path after the answer left, many in one statement. A process that dies loses at most
 * the last moments of this evidence, never a check: what a check needs is committed before its answer.
 */
export class ExchangeRecorder {
  #waiting: Pending[] = [];
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #dropped = 0;

  /** Queues one record. Never throws, never waits. */
  record(ctx: ServiceContext, facts: ExchangeFacts): void {
    if (this.#waiting.length >= MAX_WAITING || this.#waitingBytes >= MAX_WAITING_BYTES) {
      this.#dropped += 1;
      return;
    }
    this.#waitingBytes += sizeOf(facts);
    this.#waiting.push({ ctx, facts });
    if (this.#waiting.length >= MAX_BATCH) this.#startFlush();
    else this.#timer ??= setTimeout(() => this.#startFlush(), FLUSH_AFTER_MS);
  }

  /** Resolves when everything queued so far is written; for shutdown and tests. */
  async flush(): Promise<void> {
    this.#startFlush();
    await this.#flushing;
  }

  #startFlush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing = this.#flushing.then(() => this.#drain());
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAX_BATCH);
      for (const items of groupByTenant(batch)) await this.#write(items);
      for (const { facts } of batch) this.#waitingBytes -= sizeOf(facts);
    }
  }

  async #write(items: [Pending, ...Pending[]]): Promise<void> {
    const { db, tenantId, log } = items[0].ctx;
    try {
      const sealed = await Promise.all(items.map((item) => sealExchange(item.ctx, item.facts)));
      await insertExchanges(db, tenantId, {
        exchanges: sealed.map((item) => item.exchange),
        bodies: sealed.flatMap((item) => item.payloads),
      });
    } catch (error) {
      log.error({ count: items.length, reason: messageOf(error) }, "exchange records could not be written");
    }
    if (this.#dropped > 0)
      log.warn({ dropped: this.#dropped }, "exchange records were dropped: too many were waiting");
    this.#dropped = 0;
  }
}

/** What a record holds in memory, roughly: its two bodies. */
function sizeOf({ request, response }: ExchangeFacts): number {
  const ofRequest = request !== null && "body" in request ? request.body.length : 0;
  return ofRequest + (response?.body.length ?? 0);
}

function groupByTenant(batch: Pending[]): [Pending, ...Pending[]][] {
  const groups = new Map<TenantId, [Pending, ...Pending[]]>();
  for (const item of batch) {
    const group = groups.get(item.ctx.tenantId);
    if (group === undefined) groups.set(item.ctx.tenantId, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
