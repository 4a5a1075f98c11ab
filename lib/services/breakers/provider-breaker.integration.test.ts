import { eq } from "drizzle-orm";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { CheckId } from "@/lib/ids";
import { fetchOutcome, nextStep, pollUpstream, runSynchronousCheck, startUpstream } from "../checks";
import type { ServiceContext } from "../context";
import { searchCompanies } from "../search";
import { acceptLiveCheck, type LiveProvider, liveProvider } from "../testing/live-check";
import { createSampleProvider } from "../testing/sample-provider";
import { closeBreaker, listBreakers } from "./index";

const clock = { ms: Date.now() };
const harness = useHarness({ now: () => new Date(clock.ms) });
const upstream = { status: 503, calls: 0, delayMs: 0, url: "" };
let server: Server;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      upstream.calls += 1;
      const { status } = upstream;
      setTimeout(() => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end('{"id":"p-1"}');
      }, upstream.delayMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  upstream.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => Object.assign(upstream, { status: 503, calls: 0, delayMs: 0 }));

async function newWorld(ctx: ServiceContext, type: string): Promise<LiveProvider> {
  const { slug } = await createSampleProvider(ctx, {
    config: { check_template: { type } },
    connector: {
      kind: "http",
      base_url: upstream.url,
      operations: {
        start: {
          request: { method: "POST", path: "/checks" },
          outcome: 'status = 200 ? { "kind": "pending", "providerReference": body.id }',
        },
        poll: {
          request: { method: "GET", path: "/checks/1" },
          every: "20s",
          backoff: 1,
          outcome: 'status = 200 ? { "kind": "pending" }',
        },
        search: { request: { method: "GET", path: "/companies" }, outcome: "body" },
      },
    },
  });
  return liveProvider(harness.runtime, ctx, slug);
}

/** Starts a live check; what Maxsight would be told of it. */
async function start(world: LiveProvider) {
  const { check } = await acceptLiveCheck(world);
  await startUpstream(world.ctx, { checkId: check.id });
  const { providerId } = world.registration;
  const { reference, maxsightId, environment } = check;
  return fetchOutcome(world.ctx, { providerId, reference, maxsightId, environment });
}

const NOT_CALLED = "The provider is not called for the moment because its latest calls failed.";
const failsAtOnce = (message = NOT_CALLED) => ({
  outcome: { kind: "errors", errors: [{ type: "PROVIDER_CONNECTION", message }] },
});

async function open(): Promise<LiveProvider> {
  const world = await newWorld(await harness.newTenant(), "ONE_TIME_CALLBACK");
  for (let started = 0; started < 10 && upstream.calls < 10; started += 1) await start(world);
  expect(await listBreakers(world.ctx)).toMatchObject([
    { scope: "provider", key: world.registration.providerId, state: "open", timesOpened: 1 },
  ]);
  return world;
}

describe("the breaker of a provider", () => {
  it("opens after ten failed calls, and then a start fails at once without a call", async () => {
    const world = await open();
    const before = upstream.calls;
    expect(await start(world)).toMatchObject(failsAtOnce());
    expect(upstream.calls).toBe(before);
  });

  it("lets one start through after 30 s, and closes when it is answered", async () => {
    const world = await open();
    upstream.status = 200;
    const before = upstream.calls;
    clock.ms += 30_000;
    expect(await start(world)).toMatchObject({ status: "pending" });
    expect(await listBreakers(world.ctx)).toMatchObject([{ state: "closed" }]);
    expect(await start(world)).toMatchObject({ status: "pending" });
    expect(upstream.calls).toBe(before + 2);
  });

  it("opens for twice as long when the probe fails", async () => {
    const world = await open();
    clock.ms += 30_000;
    await start(world);
    expect(await listBreakers(world.ctx)).toMatchObject([
      { state: "open", timesOpened: 2, nextProbeAt: new Date(clock.ms + 60_000) },
    ]);
  });

  it("is closed by hand", async () => {
    const world = await open();
    const [breaker] = await listBreakers(world.ctx);
    upstream.status = 200;
    await closeBreaker(world.ctx, { id: breaker!.id, reason: "The provider is back" });
    expect(await start(world)).toMatchObject({ status: "pending" });
  });

  it("concerns no other provider", async () => {
    const { ctx } = await open();
    upstream.status = 200;
    expect(await start(await newWorld(ctx, "ONE_TIME_CALLBACK"))).toMatchObject({ status: "pending" });
  });

  it("answers a synchronous check at once, too", async () => {
    const world = await newWorld(await harness.newTenant(), "ONE_TIME_SYNCHRONOUS");
    const run = async () => {
      const { check, request } = await acceptLiveCheck(world);
      const deadlineMs = clock.ms + 20_000;
      return runSynchronousCheck(world.ctx, { ...world, check, request, config: {}, deadlineMs });
    };
    for (let started = 0; started < 10 && upstream.calls < 10; started += 1) await run();
    const before = upstream.calls;
    expect(await run()).toMatchObject(failsAtOnce().outcome);
    expect(upstream.calls).toBe(before);
  });

  it("puts polls off until its probe, which one of all who wait is", async () => {
    const world = await newWorld(await harness.newTenant(), "ONE_TIME_CALLBACK");
    upstream.status = 200;
    const checkIds = [];
    for (let number = 0; number < 3; number += 1) {
      const { check } = await acceptLiveCheck(world);
      await startUpstream(world.ctx, { checkId: check.id });
      checkIds.push(check.id);
    }
    upstream.status = 503;
    clock.ms += 31_000;
    const [first] = checkIds;
    if (first === undefined) throw new Error("no check");
    for (let asked = 0; asked < 12; asked += 1) {
      await pollUpstream(world.ctx, { checkId: first });
      clock.ms += (await waitOf(world.ctx, first)) + 1;
      if ((await stateOf(world)) === "open") break;
    }
    expect(await stateOf(world)).toBe("open");
    const [breaker] = await listBreakers(world.ctx);
    clock.ms = breaker!.nextProbeAt!.getTime() - 1_000;
    const before = upstream.calls;
    for (const checkId of checkIds) {
      const step = await pollUpstream(world.ctx, { checkId });
      expect(step).toMatchObject({ do: "poll", afterMs: 1_000 });
    }
    expect(upstream.calls).toBe(before);
    // Slow, so that all have asked for the probe before its answer closes the breaker.
    Object.assign(upstream, { status: 200, delayMs: 1_500 });
    clock.ms += 1_000;
    await Promise.all(checkIds.map((checkId) => pollUpstream(world.ctx, { checkId })));
    expect(upstream.calls).toBe(before + 1);
    expect(await stateOf(world)).toBe("closed");
  });

  it("lets the polls go that it put off, when it is closed", async () => {
    const world = await open();
    upstream.status = 200;
    const { check } = await acceptLiveCheck(world);
    const [breaker] = await listBreakers(world.ctx);
    const parked = { state: "in_progress" as const, startedAt: new Date(), nextPollAt: breaker!.nextProbeAt };
    await asTenant(world.ctx.db, world.ctx.tenantId, (tx) =>
      tx.update(checks).set(parked).where(eq(checks.id, check.id)),
    );
    expect(await waitOf(world.ctx, check.id)).toBe(30_000);
    await closeBreaker(world.ctx, { id: breaker!.id, reason: "The provider is back" });
    expect(await waitOf(world.ctx, check.id)).toBe(0);
  });

  it("answers a search at once, too", async () => {
    const world = await open();
    const before = upstream.calls;
    const found = await searchCompanies(world.ctx, {
      registration: world.registration,
      request: {
        demo_result: null,
        search_input: { query: "Example" },
        provider_config: {},
        commercial_relationship: "DIRECT",
      },
      config: {},
      deadlineMs: clock.ms + 20_000,
    });
    expect(found.errors).toEqual([{ type: "PROVIDER_CONNECTION", message: NOT_CALLED }]);
    expect(upstream.calls).toBe(before);
  });
});

async function stateOf({ ctx }: LiveProvider): Promise<string | undefined> {
  const [breaker] = await listBreakers(ctx);
  return breaker?.state;
}

async function waitOf(ctx: ServiceContext, checkId: CheckId): Promise<number> {
  const step = await nextStep(ctx, { checkId });
  return step.do === "poll" ? step.afterMs : 0;
}
