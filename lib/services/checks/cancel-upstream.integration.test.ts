import { eq } from "drizzle-orm";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkEvents, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { listAttention } from "../attention";
import type { ServiceContext } from "../context";
import { acceptLiveCheck, liveProvider } from "../testing/live-check";
import { createSampleProvider } from "../testing/sample-provider";
import { getCheckRow } from "./find-check";
import { type CheckRow, cancelCheck, cancelUpstream, nextStep, startUpstream } from "./index";

const clock = { ms: Date.UTC(2026, 2, 2, 9) };
const harness = useHarness({ now: () => new Date(clock.ms) });
const upstream = { cancelStatus: 204, cancelled: [] as string[], held: null as ServerResponse[] | null };
let server: Server;
let url = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.method === "DELETE") {
        upstream.cancelled.push(`${request.url} ${request.headers["authorization"]}`);
        response.writeHead(upstream.cancelStatus).end();
      } else if (upstream.held === null) answerStart(response);
      else upstream.held.push(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
let ctx: ServiceContext;
let check: CheckRow;
beforeEach(async () => {
  Object.assign(upstream, { cancelStatus: 204, cancelled: [], held: null });
  ctx = await harness.newTenant();
  check = await accept();
});

function answerStart(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end('{"id":"ref-1"}');
}

async function accept(): Promise<CheckRow> {
  const { slug } = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    connector: {
      kind: "http",
      base_url: url,
      auth: { type: "bearer", token: "{{ credentials.api_token }}" },
      operations: {
        start: {
          request: { method: "POST", path: "/checks" },
          outcome: '{ "kind": "pending", "providerReference": body.id }',
        },
        cancel: { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } },
      },
    },
  });
  return (await acceptLiveCheck(await liveProvider(harness.runtime, ctx, slug))).check;
}

const start = () => startUpstream(ctx, { checkId: check.id });
const cancel = () => cancelCheck(ctx, { id: check.id, reason: "test" });
const tell = () => cancelUpstream(ctx, { checkId: check.id });
const row = () => getCheckRow(ctx, check.id);

async function eventsOf(prefix: string) {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.select().from(checkEvents).where(eq(checkEvents.checkId, check.id)).orderBy(checkEvents.createdAt),
  );
  return rows.flatMap(({ kind, details }) => (kind.startsWith(prefix) ? [{ kind, details }] : []));
}

describe("telling the provider of a cancel", () => {
  it("is owed from the cancel on, and done once", async () => {
    await start();
    await cancel();
    expect(await row()).toMatchObject({ state: "cancelled", providerCancel: "due" });
    expect(await tell()).toEqual({ do: "end" });
    expect(await tell()).toEqual({ do: "end" });
    expect(upstream.cancelled).toEqual(["/checks/ref-1 Bearer x"]);
    expect(await row()).toMatchObject({ providerCancel: "told", credentialsPayloadId: null });
    expect(await eventsOf("provider_cancel")).toEqual([
      { kind: "provider_cancelled", details: { attempt: 1 } },
    ]);
  });

  it("is repeated while the provider fails, with the customer's credentials, until it is given up", async () => {
    await start();
    await cancel();
    upstream.cancelStatus = 500;
    const waits = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      const step = await tell();
      if (step.do !== "cancel") break;
      waits.push(step.afterMs / 1000);
      clock.ms += step.afterMs;
    }
    expect(waits).toEqual([30, 120, 600, 3_600, 21_600, 86_400]);
    expect(await row()).toMatchObject({ providerCancel: "failed", providerCancelAttempts: 7 });
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "end" });
    expect((await eventsOf("provider_cancel")).at(-1)).toEqual({
      kind: "provider_cancel_failed",
      details: { attempt: 7, error: "PROVIDER_CONNECTION", is_last: true },
    });
    expect(await row()).toMatchObject({ credentialsPayloadId: null });
    const { groups } = await listAttention(ctx);
    expect(groups.find(({ cause }) => cause === "drift")).toMatchObject({
      items: [{ code: "cancel_failed", check: { id: check.id } }],
    });
  });

  it("waits for a start that is out, and ends the reference that it brings", async () => {
    upstream.held = [];
    const starting = start();
    await expect.poll(() => upstream.held?.length).toBe(1);
    await cancel();
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "cancel", afterMs: 180_000 });
    const [held] = upstream.held;
    if (held !== undefined) answerStart(held);
    expect(await starting).toEqual({ do: "cancel", afterMs: 0 });
    expect(await tell()).toEqual({ do: "end" });
    expect(upstream.cancelled).toEqual(["/checks/ref-1 Bearer x"]);
  });

  it("is not owed for what the provider never heard of", async () => {
    await cancel();
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "end" });
    expect(await row()).toMatchObject({ providerCancel: null });
  });

  it("is given up, with its cause, when its input is gone", async () => {
    await start();
    await cancel();
    const { inputPayloadId } = await row();
    await asTenant(ctx.db, ctx.tenantId, (tx) => tx.delete(payloads).where(eq(payloads.id, inputPayloadId!)));
    await expect(tell()).rejects.toMatchObject({ code: "not_found" });
  });
});
