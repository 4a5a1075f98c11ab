import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createAcmeScenario, type AcmeOptions } from "./acme-scenario";
import { matchRoute, type FakeAnswer, type FakeCall } from "./fake-call";
import { sendWebhook, type SentWebhook, type WebhookWish } from "./send-webhook";

type FakeReply = FakeAnswer | ((call: FakeCall) => FakeAnswer | Promise<FakeAnswer>);

/** `"POST /checks"` or `"GET /checks/:id"` to what is answered; a list is used up one by one, its last entry repeats. */
export type FakeScript = Record<string, FakeReply | FakeReply[]>;

export type FakeProviderOptions = { port?: number; script?: FakeScript; acme?: AcmeOptions };

export type FakeProvider = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Every call received since the start or the last `reset`, in order. */
  calls: FakeCall[];
  /** Adds routes; a route that exists is replaced. Routes of the script come before those of the Acme scenario. */
  script(routes: FakeScript): void;
  /** Forgets calls, scripted routes and the Acme scenario's checks. */
  reset(): void;
  /** Posts a signed webhook over HTTP. */
  sendWebhook(wish: WebhookWish): Promise<SentWebhook>;
  /** Closes the port and every connection. */
  stop(): Promise<void>;
};

/**
 * A provider to test against: scripted routes, and behind them a small stateful identity service ("Acme", see
 * `acme-scenario.ts`). Listens on 127.0.0.1 only.
 */
export async function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const calls: FakeCall[] = [];
  const routes = new Map<string, FakeReply[]>();
  const acme = createAcmeScenario(options.acme ?? {});
  const addRoutes = (script: FakeScript): void => {
    for (const [route, replies] of Object.entries(script)) {
      routes.set(route, Array.isArray(replies) ? [...replies] : [replies]);
    }
  };
  addRoutes(options.script ?? {});

  const server = createServer((request, response) => {
    // A caller that gives up in the middle of its request is not this provider's trouble.
    answerRequest(request, response).catch(() => response.destroy());
  });

  async function answerRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    calls.push(call);
    const answer = (await findScripted(routes, call)) ??
      (await acme.answer(call)) ?? { status: 404, json: { message: "Not found" } };
    if (answer.delayMs !== undefined) await sleep(answer.delayMs);
    writeAnswer(response, answer);
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    script: addRoutes,
    reset() {
      calls.length = 0;
      routes.clear();
      addRoutes(options.script ?? {});
      acme.reset();
    },
    sendWebhook,
    async stop() {
      acme.reset();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString("utf8");
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  return {
    method: request.method ?? "GET",
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body,
    json: parseJson(body),
    params: {},
    atMs: Date.now(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function findScripted(routes: Map<string, FakeReply[]>, call: FakeCall): Promise<FakeAnswer | null> {
  for (const [route, replies] of routes) {
    const params = matchRoute(route, call);
    if (params === null) continue;
    const reply = replies.length > 1 ? replies.shift() : replies[0];
    if (reply === undefined) continue;
    call.params = params;
    return typeof reply === "function" ? reply(call) : reply;
  }
  return null;
}

function writeAnswer(response: ServerResponse, answer: FakeAnswer): void {
  if (answer.fault === "hang") return;
  if (answer.fault === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  const body = bodyOf(answer);
  const contentType = answer.json === undefined ? "text/plain" : "application/json";
  response.writeHead(answer.status ?? 200, { "content-type": contentType, ...answer.headers });
  if (answer.fault === "half" || answer.fault === "stall") {
    response.write(body.subarray(0, Math.ceil(body.length / 2)));
    if (answer.fault === "half") setTimeout(() => response.socket?.resetAndDestroy(), 20);
    return;
  }
  response.end(body);
}

function bodyOf({ json, text, bytes }: FakeAnswer): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes);
  return Buffer.from(json === undefined ? (text ?? "") : JSON.stringify(json));
}
