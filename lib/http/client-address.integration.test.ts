import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { POST as createKey } from "@/app/api/v1/api-keys/route";
import { inboundEvents } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { createApiKey } from "@/lib/services/api-keys";
import { listAudit } from "@/lib/services/audit";
import type { ServiceContext } from "@/lib/services/context";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { onBehalfOf, parseTrustedProxies } from "./client-address";
import { publicRoute } from "./public-route";
import { serveMetrics } from "./serve-metrics";
import { openDirectDoor, openFetchDoor, type TestDoor } from "./protocol/testing/open-test-door";
import { provideRuntime } from "./runtime";

const harness = useHarness();
const LOOPBACK_PROXY = parseTrustedProxies(["127.0.0.1"]);
const NO_PROXY = parseTrustedProxies([]);
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

const CONNECTOR = {
  kind: "http",
  base_url: "http://127.0.0.1:9",
  auth: { type: "none" },
  operations: {
    start: {
      request: { method: "POST", path: "/checks" },
      outcome: '{ "kind": "pending", "providerReference": body.id }',
    },
    webhook: {
      verify: { type: "ip", allow: ["198.51.100.0/24"] },
      provider_reference: "body.check_id",
      outcome: '{ "kind": "result", "result": { "decision": "PASS", "summary": "ok" } }',
    },
  },
};

async function verdictsOf(ctx: ServiceContext): Promise<string[]> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) => tx.select().from(inboundEvents));
  return rows.map(({ verdict }) => verdict);
}

describe.each([
  ["direct", openDirectDoor],
  ["next", openFetchDoor],
] as const)("a webhook's list of addresses through the %s door", (_name, openDoor) => {
  async function send(door: TestDoor, forwarded: string): Promise<{ status: number; verdicts: string[] }> {
    const ctx = await harness.newTenant();
    const { slug } = await createSampleProvider(ctx, {
      connector: CONNECTOR,
      config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    });
    const answer = await fetch(`${door.origin}/hooks/${slug}`, {
      method: "POST",
      headers: { "x-forwarded-for": forwarded, "content-type": "application/json" },
      body: JSON.stringify({ check_id: "p-1" }),
    });
    return { status: answer.status, verdicts: await verdictsOf(ctx) };
  }

  it("is about the sender behind a trusted proxy", async () => {
    const door = await openDoor(harness.runtime, { trustedProxies: LOOPBACK_PROXY });
    closing.push(door.close);
    expect(await send(door, "198.51.100.7")).toEqual({ status: 200, verdicts: ["valid"] });
    expect((await send(door, "198.51.100.7, 203.0.113.9")).status).toBe(401);
  });

  it("believes nobody who is not trusted", async () => {
    const door = await openDoor(harness.runtime);
    closing.push(door.close);
    expect((await send(door, "198.51.100.7")).status).toBe(401);
  });
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A Next handler behind a socket, called as server.ts calls Next. */
function serveHandler(handler: Handler, trusted = NO_PROXY): Promise<string> {
  return serve((incoming, outgoing) => {
    void onBehalfOf(incoming, trusted, async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const request = new Request(`http://127.0.0.1${incoming.url ?? "/"}`, {
        method: incoming.method ?? "GET",
        headers: new Headers(incoming.headers as Record<string, string>),
        ...(incoming.method === "POST" ? { body: Buffer.concat(chunks) } : {}),
      });
      const response = await handler(request, { params: Promise.resolve({}) });
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(await response.text());
    });
  });
}

describe("the audit trail", () => {
  it("says where a key called from", async () => {
    provideRuntime(harness.runtime);
    const ctx = await harness.newTenant();
    const { apiKey } = await createApiKey(ctx, { name: "ci", role: "tenant_admin" });
    const url = await serveHandler(createKey, LOOPBACK_PROXY);
    const answer = await fetch(url, {
      method: "POST",
      headers: { authorization: `Bearer ${apiKey}`, "x-forwarded-for": "10.9.9.9, 203.0.113.9" },
      body: JSON.stringify({ name: "second", role: "viewer" }),
    });
    expect(answer.status).toBe(201);
    const { items } = await listAudit(ctx);
    expect(items.map(({ actorKind, address }) => [actorKind, address])).toEqual([
      ["api_key", "203.0.113.9"],
      ["user", null],
    ]);
  });
});

describe("metrics", () => {
  const handlerWith = (token?: string) =>
    publicRoute({ auth: "none", audit: "none", handle: (request) => serveMetrics(request, token) });
  const get = async (url: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}/metrics`, { headers });
    return { status: answer.status, text: await answer.text() };
  };

  it("are for this host alone where no token is set, and never for who comes through a proxy", async () => {
    provideRuntime(harness.runtime);
    const url = await serveHandler(handlerWith());
    const own = await get(url);
    expect(own.status).toBe(200);
    expect(own.text).toContain("process_cpu_seconds_total");
    expect(own.text).toContain("\ngatehouse_lifecycle_lag_seconds 0\n");
    expect((await get(url, { "x-forwarded-for": "203.0.113.9" })).status).toBe(404);
    expect((await get(url, { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
    const behindProxy = await serveHandler(handlerWith(), LOOPBACK_PROXY);
    expect((await get(behindProxy, { "x-forwarded-for": "127.0.0.1" })).status).toBe(404);
  });

  it("are for whoever has the token where one is set, wherever from", async () => {
    provideRuntime(harness.runtime);
    const url = await serveHandler(handlerWith("a-token-of-the-test"));
    const proxied = { "x-forwarded-for": "203.0.113.9" };
    expect((await get(url)).status).toBe(401);
    expect((await get(url, { authorization: "Bearer wrong" })).status).toBe(401);
    const bearer = { authorization: "Bearer a-token-of-the-test" };
    expect((await get(url, { ...bearer, ...proxied })).status).toBe(200);
  });
});
