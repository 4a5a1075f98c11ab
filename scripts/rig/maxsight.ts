import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import type { SigningKey } from "@/lib/protocol/signature/secret";

/** A callback or monitored_notify whose signature was good. */
export type Notice = { reference: string; updateId: string | null; atMs: number };

/**
 * Maxsight's door for notifications, made to measure: it verifies, takes its time, counts how many calls are in it at
 * once, and can be away. The simulator's receiver knows more of the protocol and less of the clock.
 */
export class Maxsight {
  readonly #latencyMs: number;
  readonly #keys = new Map<string, SigningKey[]>();
  readonly #onNotice: (notice: Notice) => void;
  #server: Server | null = null;
  #port = 0;
  #inside = 0;
  /** The most calls that were in the door at the same time. */
  highestConcurrency = 0;
  /** Calls that were refused for their signature. */
  refused = 0;

  constructor(options: { latencyMs: number; onNotice: (notice: Notice) => void }) {
    this.#latencyMs = options.latencyMs;
    this.#onNotice = options.onNotice;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  trust(key: SigningKey): void {
    this.#keys.set(key.keyId, [...(this.#keys.get(key.keyId) ?? []), key]);
  }

  /** Opens the door, on the same port as before. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#serve(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    this.#port = (server.address() as { port: number }).port;
    this.#server = server;
  }

  /** From now on connections are refused. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#inside += 1;
    this.highestConcurrency = Math.max(this.highestConcurrency, this.#inside);
    const atMs = Date.now();
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const isGood = this.#verifies(request, body);
      if (this.#latencyMs > 0) await delay(this.#latencyMs);
      if (isGood) this.#take(body, atMs);
      else this.refused += 1;
      response.writeHead(isGood ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify({ callback_id: randomUUID(), notification_id: randomUUID() }));
    } catch {
      response.destroy();
    } finally {
      this.#inside -= 1;
    }
  }

  #verifies(request: IncomingMessage, body: Buffer): boolean {
    const verdict = verifyRequest({
      method: request.method ?? "POST",
      target: request.url ?? "/",
      headers: request.headers,
      body,
      keys: (keyId) => this.#keys.get(keyId) ?? [],
      nowMs: Date.now(),
      rules: "maxsight",
    });
    return verdict.ok;
  }

  #take(body: Buffer, atMs: number): void {
    const notice = JSON.parse(body.toString("utf8")) as { reference: string; update_id?: string };
    this.#onNotice({ reference: notice.reference, updateId: notice.update_id ?? null, atMs });
  }
}
