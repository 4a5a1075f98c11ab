import { eq } from "drizzle-orm";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { CheckId } from "@/lib/ids";
import { cancelCheck, cancelUpstream, getCheckRow, nextStep, startUpstream } from "../checks";
import { acceptLiveCheck, type LiveProvider, liveProvider } from "../testing/live-check";
import { createSampleProvider } from "../testing/sample-provider";
import { closeBreaker, listBreakers } from "./index";

const clock = { ms: Date.now() };
const harness = useHarness({ now: () => new Date(clock.ms) });
const upstream = { cancelStatus: 204, cancels: 0, held: null as ServerResponse[] | null, url: "" };
let server: Server;
let world: LiveProvider;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      if (request.method !== "DELETE") {
        response.writeHead(200, { "content-type": "application/json" });
        response.end('{"id":"ref-1"}');
        return;
      }
      upstream.cancels += 1;
      if (upstream.held === null) response.writeHead(upstream.cancelStatus).end();
      else upstream.held.push(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  upstream.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  Object.assign(upstream, { cancelStatus: 204, cancels: 0, held: null });
  const ctx = await harness.newTenant();
  const { slug } = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    connector: {
      kind: "http",
      base_url: upstream.url,
      operations: {
        start: {
          request: { method: "POST", path: "/checks" },
          outcome: '{ "kind": "pending", "providerReference": body.id }',
        },
        cancel: { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } },
      },
    },
  });
  world = await liveProvider(harness.runtime, ctx, slug);
});

/** A check that the provider works on and that was cancelled here; each is younger than the one before. */
async function owedCancel(): Promise<CheckId> {
  clock.ms += 1;
  const { check } = await acceptLiveCheck(world);
  await startUpstream(world.ctx, { checkId: check.id });
  await cancelCheck(world.ctx, { id: check.id, reason: "test" });
  return check.id;
}

const tell = (checkId: CheckId) => cancelUpstream(world.ctx, { checkId });
const next = (checkId: CheckId) => nextStep(world.ctx, { checkId });
const row = (checkId: CheckId) => getCheckRow(world.ctx, checkId);
const breaker = async () => {
  const [only] = await listBreakers(world.ctx);
  if (only === undefined) throw new Error("no breaker");
  return only;
};

/** Answers what the provider took and has not answered; what comes from now on is answered at once. */
function answerHeld(status: number): void {
  for (const response of upstream.held ?? []) response.writeHead(status).end();
  upstream.held = null;
}

/** Holds the row of a check until `act` is done. */
function holdWhile(checkId: CheckId, act: () => Promise<void>): Promise<void> {
  return asTenant(world.ctx.db, world.ctx.tenantId, async (tx) => {
    await tx.select().from(checks).where(eq(checks.id, checkId)).for("update");
    await act();
  });
}

/** Fails cancels until the breaker opens, with starts that went well among the calls counted. */
async function openBreaker(): Promise<void> {
  const checkId = await owedCancel();
  upstream.cancelStatus = 503;
  for (let told = 0; told < 12; told += 1) {
    const step = await tell(checkId);
    if (step.do !== "cancel") break;
    const [opened] = await listBreakers(world.ctx);
    if (opened?.state === "open") return;
    // All inside the window of five minutes: the debt is made due again by hand.
    const due = { providerCancelAt: new Date(clock.ms), providerCancelAttempts: 0 };
    await asTenant(world.ctx.db, world.ctx.tenantId, (tx) =>
      tx.update(checks).set(due).where(eq(checks.id, checkId)),
    );
  }
  throw new Error("the breaker stays closed");
}

describe("a cancel that an open breaker put off", () => {
  it("uses up no try and waits for the probe", async () => {
    const owed = await owedCancel();
    await openBreaker();
    const before = upstream.cancels;
    expect(await tell(owed)).toEqual({ do: "cancel", afterMs: 30_000 });
    expect(upstream.cancels).toBe(before);
    expect(await row(owed)).toMatchObject({ providerCancel: "due", providerCancelAttempts: 0 });
  });

  it("leaves when the breaker is closed by hand, one after the other", async () => {
    const owed = [await owedCancel(), await owedCancel()] as const;
    await openBreaker();
    for (const checkId of owed) await tell(checkId);
    upstream.cancelStatus = 204;
    await closeBreaker(world.ctx, { id: (await breaker()).id, reason: "The provider is back" });
    expect(await row(owed[0])).toMatchObject({ engineDueAt: new Date(clock.ms) });
    expect(await row(owed[1])).toMatchObject({ engineDueAt: new Date(clock.ms + 50) });
    expect(await next(owed[0])).toEqual({ do: "cancel", afterMs: 0 });
    expect(await next(owed[1])).toEqual({ do: "cancel", afterMs: 50 });
    expect(await tell(owed[0])).toEqual({ do: "end" });
    expect(await row(owed[0])).toMatchObject({ providerCancel: "told", providerCancelAttempts: 1 });
  });

  it("leaves when the probe goes well, not when the time of a lost probe is over", async () => {
    const owed = [await owedCancel(), await owedCancel()] as const;
    await openBreaker();
    for (const checkId of owed) await tell(checkId);
    clock.ms += 30_000;
    upstream.held = [];
    const probing = tell(owed[0]);
    await expect.poll(() => upstream.held?.length).toBe(1);
    expect(await tell(owed[1])).toEqual({ do: "cancel", afterMs: 180_000 });
    upstream.cancelStatus = 204;
    answerHeld(204);
    expect(await probing).toEqual({ do: "end" });
    expect(await breaker()).toMatchObject({ state: "closed" });
    expect(await row(owed[1])).toMatchObject({ engineDueAt: new Date(clock.ms) });
    expect(await next(owed[1])).toEqual({ do: "cancel", afterMs: 0 });
  });

  it("does not leave while a slow probe is out", async () => {
    const owed = [await owedCancel(), await owedCancel()] as const;
    await openBreaker();
    clock.ms += 30_000;
    upstream.held = [];
    const before = upstream.cancels;
    const probing = tell(owed[0]);
    await expect.poll(() => upstream.held?.length).toBe(1);
    clock.ms += 150_000;
    expect(await tell(owed[1])).toEqual({ do: "cancel", afterMs: 30_000 });
    expect(upstream.cancels).toBe(before + 1);
    answerHeld(503);
    await probing;
  });

  it("waits for the next probe when the one that it waits behind fails", async () => {
    const owed = [await owedCancel(), await owedCancel()] as const;
    await openBreaker();
    clock.ms += 30_000;
    upstream.held = [];
    const probing = tell(owed[0]);
    await expect.poll(() => upstream.held?.length).toBe(1);
    await tell(owed[1]);
    answerHeld(503);
    await probing;
    expect(await breaker()).toMatchObject({ state: "open", nextProbeAt: new Date(clock.ms + 60_000) });
    expect(await row(owed[1])).toMatchObject({ engineDueAt: new Date(clock.ms + 60_000) });
    expect(await next(owed[1])).toEqual({ do: "cancel", afterMs: 60_000 });
  });

  it("waits for the next probe, too, when somebody holds its check as the one before fails", async () => {
    const owed = [await owedCancel(), await owedCancel()] as const;
    await openBreaker();
    clock.ms += 30_000;
    upstream.held = [];
    const probing = tell(owed[0]);
    await expect.poll(() => upstream.held?.length).toBe(1);
    await tell(owed[1]);
    await holdWhile(owed[1], async () => {
      answerHeld(503);
      await expect.poll(async () => (await breaker()).state).toBe("open");
    });
    await probing;
    expect(await row(owed[1])).toMatchObject({ engineDueAt: new Date(clock.ms + 60_000) });
    expect(await next(owed[1])).toEqual({ do: "cancel", afterMs: 60_000 });
  });

  it("keeps its own later time when it was told and failed", async () => {
    const failed = await owedCancel();
    upstream.cancelStatus = 503;
    expect(await tell(failed)).toEqual({ do: "cancel", afterMs: 30_000 });
    upstream.cancelStatus = 204;
    await openBreaker();
    await closeBreaker(world.ctx, { id: (await breaker()).id, reason: "The provider is back" });
    expect(await next(failed)).toEqual({ do: "cancel", afterMs: 29_999 });
  });
});
