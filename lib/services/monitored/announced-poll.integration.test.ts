import { beforeEach, describe, expect, it } from "vitest";
import { getCheck, nextStep, pollUpstream } from "../checks";
import type { ServiceContext } from "../context";
import { receiveWebhook } from "../inbound";
import { Registry } from "../registry";
import { asCompany, COMPANY, MONITORED, request, useAcmeWorld, webhook } from "../testing/acme-world";
import { pauseMonitoring, resumeMonitoring } from "./index";

const { acme, connector, harness, newProvider, setRow, started, tenant } = useAcmeWorld();
let ctx: ServiceContext;
let checkId: Awaited<ReturnType<typeof started>>["id"];

/** The provider only says that something changed: what it is has to be asked for. */
beforeEach(async () => {
  ctx = tenant();
  const announcing = {
    // oxlint-disable-next-line unicorn/no-thenable -- the document's word; its value is a string, so nothing awaits it
    webhook: { ...webhook(COMPANY).webhook, outcome: undefined, then: "poll" },
    poll: { request: { ...request("/poll"), method: "GET" }, outcome: `status = 200 ? ${COMPANY}` },
  };
  const monitoring = { mode: "webhook" };
  const provider = await newProvider(connector(COMPANY, announcing, { monitoring }), MONITORED);
  ({ id: checkId } = await started(provider, asCompany));
  await setRow(checkId, { providerReference: "p-1" });
  await receiveWebhook(harness.runtime, new Registry(harness.runtime), {
    slug: provider.slug,
    method: "POST",
    target: `/hooks/${provider.slug}`,
    headers: { "content-type": "application/json" },
    rawBody: Buffer.from('{"check_id":"p-1"}'),
    nowMs: Date.now(),
    remoteAddress: "127.0.0.1",
  });
  expect(await nextStep(ctx, { checkId })).toEqual({ do: "poll", afterMs: 0 });
});

async function waitOf(): Promise<number> {
  const step = await pollUpstream(ctx, { checkId });
  return step.do === "poll" ? Math.round(step.afterMs / 1000) : -1;
}

describe("a change that a provider has announced", () => {
  it("is asked for again while the provider is away, and no more once it was told", async () => {
    acme.status = 503;
    expect(await waitOf()).toBe(30);
    await setRow(checkId, { nextPollAt: new Date() });
    expect(await waitOf()).toBe(45);
    await setRow(checkId, { nextPollAt: new Date() });
    Object.assign(acme, { status: 200, json: { verdict: "no", who: "Eve" } });
    expect(await waitOf()).toBe(-1);
    expect(await getCheck(ctx, { id: checkId })).toMatchObject({ nextPollAt: null, pollCount: 0 });
  });

  it("is asked for when the monitoring goes on that was paused meanwhile", async () => {
    await pauseMonitoring(ctx, { id: checkId, reason: "test" });
    await resumeMonitoring(ctx, { id: checkId });
    expect(await nextStep(ctx, { checkId })).toEqual({ do: "poll", afterMs: 0 });
  });
});
