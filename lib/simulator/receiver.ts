import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import { parseNotice, routeOf, type ReceiverRoute } from "./arrival";
import { Inbox } from "./inbox";
import { takeFault, type ReceiverFault, type ReceiverFaults } from "./receiver-faults";

/** An image that may be downloaded while a check that needs it runs (PROTOCOL 10.11). */
export type SampleImage = { id: string; contentType: string; bytes: Buffer };

/** One call that reached Maxsight's side, and what it was answered. */
export type Arrival = {
  route: ReceiverRoute | "unknown";
  method: string;
  target: string;
  atMs: number;
  /** null when the integration was cut off without an answer. */
  status: number | null;
  /** Why the call was not taken, as Maxsight's verifier would see it; null when it was. */
  refusal: string | null;
  fault: ReceiverFault | null;
  providerId: string | null;
  reference: string | null;
  updateId: string | null;
  customData: unknown;
  imageId: string | null;
  repeated: boolean;
  requestBody: Buffer;
  responseBody: string;
};

export type ReceiverOptions = {
  /** 0 or absent: any free port. */
  port?: number;
  host?: string;
  /** What the integration must call when it does not reach us under host and port. */
  publicUrl?: string;
  /** Also accept dates that end in UTC, -0000 and the like (PROTOCOL 19.4). */
  lenientDates?: boolean;
  now?: () => number;
};

type Received = { request: IncomingMessage; target: string; body: Buffer };

const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Maxsight's half of the conversation: callbacks, monitored_notify and images (PROTOCOL 10.9–10.11), verified
 * with the strict rules of PROTOCOL 19.4. One receiver serves any number of checks and integrations at once.
 */
export class Receiver {
  private readonly options: ReceiverOptions;
  private readonly keys = new Map<string, SigningKey[]>();
  private readonly inboxes = new Map<string, Inbox>();
  private readonly images = new Map<string, SampleImage>();
  private readonly listeners = new Set<(arrival: Arrival) => void>();
  private server: Server | null = null;
  private boundPort = 0;

  constructor(options: ReceiverOptions = {}) {
    this.options = options;
    this.boundPort = options.port ?? 0;
  }

  /** Opens the door; after `stop` it opens again on the same port. */
  async start(): Promise<void> {
    if (this.server !== null) return;
    const server = createServer((request, response) => void this.serve(request, response));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.boundPort, this.options.host ?? "127.0.0.1", resolve);
    });
    const address = server.address();
    this.boundPort = typeof address === "object" && address !== null ? address.port : this.boundPort;
    this.server = server;
  }

  /** Closes the door: the integration's calls are refused until `start`. What was received stays. */
  async stop(): Promise<void> {
    const server = this.server;
    if (server === null) return;
    this.server = null;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get port(): number {
    return this.boundPort;
  }

  /** The base URL to register at the integration, without a slash at the end. */
  get url(): string {
    return (
      this.options.publicUrl?.replace(/\/+$/, "") ??
      `http://${this.options.host ?? "127.0.0.1"}:${this.boundPort}`
    );
  }

  /** Calls signed with this key are believed. */
  trust(key: SigningKey): void {
    const known = this.keys.get(key.keyId) ?? [];
    if (!known.some((other) => Buffer.from(other.key).equals(key.key)))
      this.keys.set(key.keyId, [...known, key]);
  }

  /** From now on the pair is known; calls about it are queued in the inbox instead of answered with 404. */
  open(providerId: string, reference: string, faults: Partial<ReceiverFaults> = {}): Inbox {
    const inbox = new Inbox(faults);
    this.inboxes.set(pairKey(providerId, reference), inbox);
    return inbox;
  }

  /** Grants access to the images until the returned function is called. */
  grantImages(images: readonly SampleImage[]): () => void {
    for (const image of images) this.images.set(image.id, image);
    return () => {
      for (const image of images) this.images.delete(image.id);
    };
  }

  /** Tells the listener of every call that arrives; the returned function ends that. */
  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request).catch(() => null);
    if (body === null) {
      request.destroy();
      return;
    }
    const received = { request, target: request.url ?? "/", body };
    const arrival = this.take(received);
    // An early answer would let the caller act before the check knows of it.
    for (const listener of this.listeners) listener(arrival);
    if (arrival.fault === "lost_acknowledgement") request.socket.destroy();
    else if (arrival.status !== null) this.answer(response, arrival.status, arrival);
  }

  private answer(response: ServerResponse, status: number, arrival: Arrival): void {
    const image = status === 200 && arrival.imageId !== null ? this.images.get(arrival.imageId) : undefined;
    response.writeHead(status, { "Content-Type": image?.contentType ?? "application/json" });
    response.end(image?.bytes ?? arrival.responseBody);
  }

  private take(received: Received): Arrival {
    const route = routeOf(received.request.method ?? "GET", received.target);
    const arrival = emptyArrival(received, route?.name ?? "unknown", this.now());
    if (route === null) return refuse(arrival, 404, "Maxsight has no such endpoint");
    const refusal = this.verify(received);
    if (refusal !== null) return refuse(arrival, 401, refusal);
    if (route.name === "image") return this.takeImage(arrival, route.imageId);
    return this.takeNotice(arrival, received.body);
  }

  private verify({ request, target, body }: Received): string | null {
    const verdict = verifyRequest({
      method: request.method ?? "GET",
      target,
      headers: request.headers,
      body,
      keys: (keyId) => this.keys.get(keyId) ?? [],
      nowMs: this.now(),
      rules: this.options.lenientDates === true ? "integration" : "maxsight",
    });
    return verdict.ok ? null : `signature refused: ${verdict.reason}`;
  }

  private takeImage(arrival: Arrival, imageId: string): Arrival {
    if (!this.images.has(imageId))
      return refuse({ ...arrival, imageId }, 404, "unknown image, or access has ended");
    return { ...arrival, imageId, status: 200 };
  }

  private takeNotice(arrival: Arrival, body: Buffer): Arrival {
    const parsed = parseNotice(body, arrival.route === "monitored_notify");
    if (!parsed.ok) return refuse(arrival, 400, parsed.problem);
    const { providerId, reference, updateId, customData } = parsed.notice;
    const known = { ...arrival, providerId, reference, updateId, customData };
    const inbox = this.inboxes.get(pairKey(providerId, reference));
    if (inbox === undefined) return refuse(known, 404, "no check with this provider_id and reference");
    const fault = takeFault(inbox.faults);
    if (fault === "failure") return { ...refuse(known, 500, "failing on request"), fault };
    if (fault === "silence") return { ...known, fault, status: null, refusal: "silent on request" };
    const kind = arrival.route === "monitored_notify" ? "monitored_notify" : "callback";
    const repeated = !inbox.accept({ kind, updateId, customData: asObject(customData), atMs: arrival.atMs });
    const idName = kind === "callback" ? "callback_id" : "notification_id";
    const status = fault === "lost_acknowledgement" ? null : 200;
    return { ...known, fault, status, repeated, responseBody: JSON.stringify({ [idName]: randomUUID() }) };
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }
}

const pairKey = (providerId: string, reference: string) => `${providerId.toLowerCase()}\n${reference}`;

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;

function emptyArrival(received: Received, route: Arrival["route"], atMs: number): Arrival {
  return {
    route,
    method: received.request.method ?? "GET",
    target: received.target,
    atMs,
    status: null,
    refusal: null,
    fault: null,
    providerId: null,
    reference: null,
    updateId: null,
    customData: undefined,
    imageId: null,
    repeated: false,
    requestBody: received.body,
    responseBody: "",
  };
}

const refuse = (arrival: Arrival, status: number, refusal: string): Arrival => ({
  ...arrival,
  status,
  refusal,
  responseBody: JSON.stringify({ errors: [{ message: status === 401 ? "Unauthorized" : refusal }] }),
});

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError("body too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
