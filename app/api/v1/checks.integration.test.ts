import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkEvents, checks, exchanges, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type CheckId, newId, type ProviderId } from "@/lib/ids";
import type { ServiceContext } from "@/lib/services/context";
import { apiFixture, providerBody } from "../testing/api-fixture";

const api = apiFixture();

/** A Maxsight that acknowledges every callback, or answers what `status` says. */
const maxsight = { status: 200, received: [] as string[], url: "" };
const server = createServer((request, response) => {
  maxsight.received.push(request.url ?? "");
  response.writeHead(maxsight.status, { "content-type": "application/json" });
  response.end(JSON.stringify({ callback_id: "ack-1" }));
});
beforeAll(
  () =>
    new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        maxsight.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        resolve();
      });
    }),
);
afterAll(() => server.close());

/** A check whose result is ready and whose notification has given up. */
async function stuckCheck(ctx: ServiceContext, provider: { id: string; keyId: string }) {
  const at = new Date("2026-11-20T10:00:00.000Z");
  const checkId = newId<CheckId>();
  const notificationId = newId();
  const mine = { tenantId: ctx.tenantId, providerId: provider.id as ProviderId };
  const maxsightId = newId();
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx.insert(checks).values({
      ...mine,
      id: checkId,
      maxsightId,
      reference: `ref-${checkId}`,
      version: 1,
      signingKeyId: provider.keyId,
      environment: "custom",
      checkType: "IDENTITY_CHECK",
      checkTemplate: "ONE_TIME_CALLBACK",
      isDemo: true,
      demoResult: "ANY",
      state: "result_ready",
      outcome: "result",
      decision: "PASS",
      startedAt: at,
      readyAt: at,
      resultAt: at,
      notifiedAt: at,
      createdAt: at,
    });
    await tx
      .insert(checkEvents)
      .values({ tenantId: ctx.tenantId, id: newId(), checkId, kind: "accepted", details: {}, createdAt: at });
    await tx.insert(exchanges).values({
      ...mine,
      id: newId(),
      checkId,
      peer: "maxsight",
      direction: "in",
      operation: "start",
      method: "POST",
      url: "/p/acme/checks",
      status: 200,
      startedAt: at,
      durationMs: 12,
    });
    await tx.insert(notifications).values({
      ...mine,
      id: notificationId,
      checkId,
      kind: "callback",
      state: "exhausted",
      signingKeyId: provider.keyId,
      apiBaseUrl: maxsight.url,
      createdAt: at,
    });
  });
  return { checkId, notificationId, maxsightId };
}

async function tenantWithStuckCheck() {
  const { call, ctx } = await api.newClient("provider_admin");
  const body = providerBody();
  const provider = await call("/api/v1/providers", { body });
  const key = await call(`/api/v1/providers/${body.slug}/keys`, {
    body: { environment: "custom", api_base_url: maxsight.url },
  });
  const stuck = await stuckCheck(ctx, { id: String(provider.body.id), keyId: String(key.body.id) });
  return { call, slug: body.slug, ...stuck };
}

describe("checks over HTTP", () => {
  it("are listed with their legs and found by every filter", async () => {
    const { call, slug, checkId, maxsightId } = await tenantWithStuckCheck();
    const { body } = await call("/api/v1/checks");
    expect(body).toEqual({
      data: [
        {
          id: checkId,
          maxsight_id: maxsightId,
          reference: `ref-${checkId}`,
          provider: slug,
          version: 1,
          check_type: "IDENTITY_CHECK",
          check_template: "ONE_TIME_CALLBACK",
          environment: "custom",
          is_demo: true,
          state: "result_ready",
          outcome: "result",
          legs: {
            started_at: "2026-11-20T10:00:00.000Z",
            ready_at: "2026-11-20T10:00:00.000Z",
            result_at: "2026-11-20T10:00:00.000Z",
            notified_at: "2026-11-20T10:00:00.000Z",
            acknowledged_at: null,
            fetched_at: null,
          },
          decision: "PASS",
          error: null,
          wait: {
            on: "person",
            until: "2026-11-27T10:00:00.000Z",
            sentence: "Telling Maxsight was given up; nothing more happens until a person resends.",
          },
          provider_cancel: null,
          created_at: "2026-11-20T10:00:00.000Z",
          finished_at: null,
        },
      ],
      next_cursor: null,
    });
    const found = async (query: string) =>
      ((await call(`/api/v1/checks?${query}`)).body.data as unknown[]).length;
    const hits = [
      `provider=${slug}`,
      "state=result_ready",
      "leg=unfetched",
      "leg=sent",
      `maxsight_id=${maxsightId}`,
      `reference=ref-${checkId}`,
      "demo=true",
      "from=2026-11-20T10:00:00Z",
      "to=2026-11-20T10:00:00.001Z",
    ];
    const misses = [
      "provider=other",
      "state=finished",
      "leg=fetched",
      "demo=false",
      "from=2026-11-20T10:00:00.001Z",
      "to=2026-11-20T10:00:00Z",
    ];
    for (const query of hits) expect([query, await found(query)]).toEqual([query, 1]);
    for (const query of misses) expect([query, await found(query)]).toEqual([query, 0]);
  });

  it("show both legs in detail and are cancelled once, with a reason", async () => {
    const { call, checkId, notificationId } = await tenantWithStuckCheck();
    const path = `/api/v1/checks/${checkId}`;
    const detail = await call(path);
    expect(detail.body).toMatchObject({
      id: checkId,
      timeline: [{ kind: "accepted", at: "2026-11-20T10:00:00.000Z" }],
      exchanges: [{ peer: "maxsight", direction: "in", operation: "start", status: 200, duration_ms: 12 }],
      notifications: [{ id: notificationId, state: "exhausted", attempts: [] }],
      updates: [],
      wait: { on: "person", sentence: expect.stringContaining("given up") },
      provider_cancel: null,
    });
    expect(await call(`${path}/cancel`, { body: {} })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "/reason" }] },
    });
    const cancelled = await call(`${path}/cancel`, { body: { reason: "Customer withdrew" } });
    expect(cancelled).toMatchObject({ status: 200, body: { state: "cancelled" } });
    expect(await call(`${path}/cancel`, { body: { reason: "Customer withdrew" } })).toMatchObject({
      status: 409,
    });
    const audit = await call("/api/v1/audit?action=check.cancelled");
    expect(audit.body.data).toMatchObject([
      { reason: "Customer withdrew", target: { kind: "check", id: checkId } },
    ]);
  });
});

describe("notifications over HTTP", () => {
  it("are resent at once with a reason, and the attempt is the answer", async () => {
    maxsight.status = 200;
    const { call, slug, checkId, notificationId } = await tenantWithStuckCheck();
    const path = `/api/v1/notifications/${notificationId}`;
    const resent = await call(`${path}/resend`, { body: { reason: "Maxsight was down" } });
    expect(resent).toMatchObject({
      status: 202,
      body: { number: 1, trigger: "manual", reason: "Maxsight was down", status: 200, error_code: null },
    });
    expect(maxsight.received.at(-1)).toBe("/integrations/v1/callbacks");
    const after = await call(path);
    expect(after.body).toMatchObject({
      id: notificationId,
      check_id: checkId,
      provider: slug,
      kind: "callback",
      update_id: null,
      state: "acknowledged",
      ack_id: "ack-1",
      attempts: [{ number: 1, trigger: "manual", status: 200 }],
    });
    const listed = await call("/api/v1/notifications?state=acknowledged");
    expect(listed.body.data).toMatchObject([{ id: notificationId, attempts: [{ number: 1 }] }]);
    expect((await call("/api/v1/notifications?state=exhausted")).body.data).toEqual([]);
  });

  it("record a resend that fails as an attempt too", async () => {
    maxsight.status = 500;
    const { call, notificationId } = await tenantWithStuckCheck();
    const resent = await call(`/api/v1/notifications/${notificationId}/resend`, { body: {} });
    expect(resent).toMatchObject({ status: 202, body: { number: 1, status: 500 } });
  });

  it("are not resent twice by one Idempotency-Key", async () => {
    maxsight.status = 200;
    const { call, notificationId } = await tenantWithStuckCheck();
    const request = { body: {}, headers: { "idempotency-key": "resend-once" } };
    const before = maxsight.received.length;
    await call(`/api/v1/notifications/${notificationId}/resend`, request);
    const second = await call(`/api/v1/notifications/${notificationId}/resend`, request);
    expect(second).toMatchObject({ status: 202, body: { number: 1 } });
    expect(maxsight.received.length - before).toBe(1);
  });
});
