import { beforeEach, describe, expect, it } from "vitest";
import { ForbiddenError } from "@/lib/errors";
import { explainWait, getCheck, nextStep, pollUpstream } from "../checks";
import type { ServiceContext } from "../context";
import { listInbound, receiveWebhook } from "../inbound";
import { FIRST_PAGE } from "../page";
import { Registry } from "../registry";
import { asCompany, COMPANY, MONITORED, request, useAcmeWorld } from "../testing/acme-world";
import { getMonitored, listMonitored, pauseMonitoring, pollNow, resumeMonitoring } from "./index";

const world = useAcmeWorld();
const { acme, as, auditOf, connector, harness, newProvider, setRow, started, telling } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ctx = world.tenant();
});

const reason = "The contract is being renewed";
const poll = {
  poll: { request: { ...request("/poll"), method: "GET" }, outcome: `status = 200 ? ${COMPANY}` },
};
const polled = async () =>
  started(
    await newProvider(connector(COMPANY, poll, { monitoring: { mode: "poll", every: "24h" } }), MONITORED),
    asCompany,
  );
const paused = async () => {
  const check = await polled();
  await pauseMonitoring(ctx, { id: check.id, reason });
  return check;
};

describe("a reference whose monitoring is paused", () => {
  it("is not asked about until somebody resumes it, and then at once", async () => {
    const check = await paused();
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "wait", for: "ready", forMs: null });
    await pollUpstream(ctx, { checkId: check.id });
    await expect(pollNow(ctx, { id: check.id })).rejects.toThrow("The monitoring is paused");
    expect(acme.calls.map(({ path }) => path)).toEqual(["/checks"]);
    await resumeMonitoring(ctx, { id: check.id });
    await pollUpstream(ctx, { checkId: check.id });
    expect(acme.calls.map(({ path }) => path)).toEqual(["/checks", "/poll"]);
  });

  it("says so wherever it is shown, and is on record once however often it is said", async () => {
    const check = await paused();
    await pauseMonitoring(ctx, { id: check.id, reason });
    const list = await listMonitored(ctx, { filter: { drift: "paused" }, page: FIRST_PAGE });
    expect(list.items).toMatchObject([{ id: check.id, drift: ["paused"], nextPollAt: null }]);
    expect((await getMonitored(ctx, { id: check.id })).pollRefusal).toBe(
      "The monitoring is paused; resume it first.",
    );
    await setRow(check.id, { fetchedAt: ctx.now() });
    const detail = await getCheck(ctx, { id: check.id });
    expect(explainWait({ ...detail, updates: [] }, ctx.now())).toMatchObject({ on: "person", until: null });
    expect(await auditOf("check.monitoring_paused")).toMatchObject([{ reason }]);
    await resumeMonitoring(ctx, { id: check.id });
    await resumeMonitoring(ctx, { id: check.id });
    expect(await auditOf("check.monitoring_resumed")).toHaveLength(1);
    expect(detail.events.at(-1)?.kind).toBe("monitoring_paused");
  });

  it("keeps its webhooks, and reads them when it goes on", async () => {
    const provider = await newProvider(telling(COMPANY), MONITORED);
    const check = await started(provider, asCompany);
    await setRow(check.id, { providerReference: "p-1" });
    await pauseMonitoring(ctx, { id: check.id, reason });
    await receiveWebhook(harness.runtime, new Registry(harness.runtime), {
      slug: provider.slug,
      method: "POST",
      target: `/hooks/${provider.slug}`,
      headers: { "content-type": "application/json" },
      rawBody: Buffer.from(JSON.stringify({ check_id: "p-1", verdict: "no", who: "Eve" })),
      nowMs: Date.now(),
      remoteAddress: "127.0.0.1",
    });
    const stateOf = async () =>
      (await listInbound(ctx, { filter: { check_id: check.id }, page: FIRST_PAGE })).items.map(
        ({ state }) => state,
      );
    await nextStep(ctx, { checkId: check.id });
    expect(await stateOf()).toEqual(["received"]);
    await resumeMonitoring(ctx, { id: check.id });
    await nextStep(ctx, { checkId: check.id });
    expect(await stateOf()).toEqual(["applied"]);
    expect((await getMonitored(ctx, { id: check.id })).updates).toHaveLength(2);
  });

  it("stays paused when a poll that was out comes back", async () => {
    const check = await polled();
    await setRow(check.id, { nextPollAt: new Date(0) });
    acme.meanwhile = () => pauseMonitoring(ctx, { id: check.id, reason });
    await pollUpstream(ctx, { checkId: check.id });
    expect(await getCheck(ctx, { id: check.id })).toMatchObject({ nextPollAt: null });
  });

  it("is refused to a viewer, and for what is not monitored", async () => {
    const check = await polled();
    await expect(pauseMonitoring(as("viewer"), { id: check.id, reason })).rejects.toThrow(ForbiddenError);
    await setRow(check.id, { state: "in_progress" });
    await expect(pauseMonitoring(ctx, { id: check.id, reason })).rejects.toThrow(
      "The first result has not come yet",
    );
    await setRow(check.id, { state: "cancelled" });
    await expect(resumeMonitoring(ctx, { id: check.id })).rejects.toThrow("is not monitored");
  });
});
