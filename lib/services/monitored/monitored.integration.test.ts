import { beforeEach, describe, expect, it } from "vitest";
import { ForbiddenError } from "@/lib/errors";
import { pollUpstream } from "../checks";
import type { ServiceContext } from "../context";
import { receiveWebhook } from "../inbound";
import { FIRST_PAGE } from "../page";
import { Registry } from "../registry";
import { asCompany, COMPANY, MONITORED, request, useAcmeWorld } from "../testing/acme-world";
import { getMonitored, listMonitored, pollNow } from "./index";

const world = useAcmeWorld();
const { acme, as, auditOf, connector, harness, newProvider, setRow, started, telling } = world;
let ctx: ServiceContext;
const hear = (slug: string, body: object) =>
  receiveWebhook(harness.runtime, new Registry(harness.runtime), {
    slug,
    method: "POST",
    target: `/hooks/${slug}`,
    headers: { "content-type": "application/json" },
    rawBody: Buffer.from(JSON.stringify(body)),
    nowMs: Date.now(),
    remoteAddress: "127.0.0.1",
  });
beforeEach(() => {
  ctx = world.tenant();
});

describe("the ledger of monitored references", () => {
  const poll = {
    poll: { request: { ...request("/poll"), method: "GET" }, outcome: `status = 200 ? ${COMPANY}` },
  };
  const polled = () => connector(COMPANY, poll, { monitoring: { mode: "poll", every: "24h" } });
  const monitored = async () => started(await newProvider(polled(), MONITORED), asCompany);

  it("tells the last update, the next poll and what has drifted", async () => {
    const check = await monitored();
    const list = await listMonitored(as("viewer"), { filter: {}, page: FIRST_PAGE });
    expect(list.items).toMatchObject([
      {
        id: check.id,
        lastUpdate: { number: 1, outcome: "result" },
        lastFetchedAt: null,
        pendingUpdates: 1,
        drift: [],
      },
    ]);
    expect(list.items[0]?.lastHeardAt).toBeInstanceOf(Date);
    expect(list.items[0]?.nextPollAt).toBeInstanceOf(Date);
    const other = await harness.newTenant();
    expect((await listMonitored(other, { filter: {}, page: FIRST_PAGE })).items).toEqual([]);
  });

  it("asks now, and shows what a new result changed", async () => {
    const check = await monitored();
    await expect(pollNow(as("viewer"), { id: check.id })).rejects.toThrow(ForbiddenError);
    await pollNow(ctx, { id: check.id, reason: "Client asked" });
    expect(await auditOf("check.poll_requested")).toMatchObject([{ reason: "Client asked" }]);
    acme.json = { verdict: "no", who: "Eve" };
    await pollUpstream(ctx, { checkId: check.id });
    const detail = await getMonitored(ctx, { id: check.id });
    expect(detail.updates.map(({ number }) => number)).toEqual([2, 1]);
    expect(detail.updates[0]?.changes).toEqual([
      { kind: "changed", path: "/output/metadata/name", before: "•••", after: "•••" },
      { kind: "changed", path: "/output/metadata/is_active", before: true, after: false },
      { kind: "changed", path: "/output/metadata/is_active_details", before: "••", after: "••" },
    ]);
    expect(detail.updates[1]?.changes).toBeNull();
    expect(detail.updates[1]?.masked).toMatchObject({
      output: { metadata: { name: "•••", is_active: true } },
    });
    const paged = await getMonitored(ctx, { id: check.id, limit: 1 });
    expect(paged.updates[0]?.changes).toHaveLength(3);
    expect(paged.next).toBe(2);
  });

  it("flags a reference whose asking fails or that the provider does not know any more", async () => {
    const check = await monitored();
    acme.status = 404;
    await pollNow(ctx, { id: check.id });
    await pollUpstream(ctx, { checkId: check.id });
    const failing = await listMonitored(ctx, { filter: { drift: "any" }, page: FIRST_PAGE });
    expect(failing.items[0]?.drift).toEqual(["failing", "dropped"]);
    acme.status = 200;
    await pollNow(ctx, { id: check.id });
    await pollUpstream(ctx, { checkId: check.id });
    expect((await listMonitored(ctx, { filter: { drift: "any" }, page: FIRST_PAGE })).items).toEqual([]);
  });

  it("finds a reference by the id of any of its updates", async () => {
    const check = await monitored();
    await monitored();
    const { updates } = await getMonitored(ctx, { id: check.id });
    const find = async (update_id: string) =>
      (await listMonitored(ctx, { filter: { update_id }, page: FIRST_PAGE })).items.map(({ id }) => id);
    expect(await find(updates[0]?.updateId ?? "")).toEqual([check.id]);
    expect(await find("no such update")).toEqual([]);
  });

  it("flags one that the provider goes on with after its end", async () => {
    const provider = await newProvider(telling(COMPANY), MONITORED);
    const check = await started(provider, asCompany);
    await setRow(check.id, { providerReference: "p-1", state: "cancelled", finishedAt: new Date(1000) });
    await hear(provider.slug, { check_id: "p-1" });
    const list = await listMonitored(ctx, { filter: { drift: "still_active" }, page: FIRST_PAGE });
    expect(list.items).toMatchObject([{ id: check.id, drift: ["still_active"] }]);
  });

  it("has nothing to ask where the provider only tells, or after the end", async () => {
    const provider = await newProvider(telling(COMPANY), MONITORED);
    const check = await started(provider, asCompany);
    await expect(pollNow(ctx, { id: check.id })).rejects.toThrow("tells us by webhook");
    const ended = await monitored();
    await setRow(ended.id, { state: "cancelled" });
    await expect(pollNow(ctx, { id: ended.id })).rejects.toThrow("This check is cancelled");
  });
});
