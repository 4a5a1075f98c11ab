import { describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/services/api-keys";
import type { ServiceContext } from "@/lib/services/context";
import {
  insertSampleCheck,
  insertSampleEvent,
  insertSampleNotification,
} from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { apiFixture } from "../testing/api-fixture";

const api = apiFixture();

async function operator() {
  const ctx = await api.harness.newTenant();
  const provider = await createSampleProvider(ctx, {});
  const { call } = await api.newClient("operator", ctx);
  return { ctx, provider, call };
}
async function stuck(ctx: ServiceContext, provider: Awaited<ReturnType<typeof createSampleProvider>>) {
  const check = await insertSampleCheck(ctx, provider, { state: "result_ready", resultAt: new Date() });
  const notification = await insertSampleNotification(ctx, check, {
    state: "exhausted",
    lastErrorCode: "timeout",
  });
  return { check, notification };
}

describe("a resend of many over HTTP", () => {
  it("is previewed, made once per Idempotency-Key, steered, and told item by item", async () => {
    const { ctx, provider, call } = await operator();
    const { notification, check } = await stuck(ctx, provider);
    const filter = { state: "exhausted", provider: provider.slug, to: "2099-01-01T00:00:00Z" };
    const preview = await call("/api/v1/notifications/resend/preview", { body: { filter } });
    expect(preview).toMatchObject({
      status: 200,
      body: { total: 1, is_too_many: false, sample: [{ id: notification.id, reference: check.reference }] },
    });
    const wish = {
      body: { filter, reason: "Maxsight is back", confirmed_total: 1 },
      headers: { "idempotency-key": "resend-1" },
    };
    const made = await call("/api/v1/notifications/resend", wish);
    expect(made).toMatchObject({
      status: 202,
      body: { kind: "resend", state: "ready", total: 1, actor: { kind: "api_key" }, rate_per_second: 20 },
    });
    const again = await call("/api/v1/notifications/resend", wish);
    expect(again.body).toEqual(made.body);
    expect((await call("/api/v1/notifications/resend", { body: wish.body })).status).toBe(409);
    const job = `/api/v1/jobs/${String(made.body["id"])}`;
    expect((await call(`${job}/pause`, { body: { reason: "wait" } })).body).toMatchObject({
      state: "paused",
    });
    expect((await call(`${job}/resume`, { method: "POST" })).body).toMatchObject({ state: "ready" });
    expect((await call(`${job}/cancel`, { method: "POST" })).body).toMatchObject({ state: "cancelled" });
    expect((await call(job)).body).toMatchObject({ pending: 0, skipped: 1, remaining_ms: null });
    expect((await call(`${job}/items`)).body).toMatchObject({
      data: [{ position: 1, state: "skipped", target_id: notification.id, check_id: check.id }],
      next_cursor: null,
    });
    expect((await call("/api/v1/jobs?state=cancelled")).body).toMatchObject({
      data: [{ id: made.body["id"] }],
    });
  });

  it("says what is wrong with a filter", async () => {
    const { call } = await operator();
    const nothing = await call("/api/v1/notifications/resend", {
      body: { filter: { state: "exhausted" }, reason: "Maxsight is back" },
    });
    expect(nothing).toMatchObject({ status: 422, body: { errors: [{ path: "/filter" }] } });
    const everything = await call("/api/v1/notifications/resend", {
      body: { filter: {}, reason: "all of it" },
    });
    expect(everything).toMatchObject({ status: 422, body: { errors: [{ path: "/filter" }] } });
    const never = await call("/api/v1/notifications/resend", {
      body: { filter: { from: null }, reason: "all of it" },
    });
    expect(never.status).toBe(422);
  });
});

describe("the operator's other tools over HTTP", () => {
  it("ends many checks by a job", async () => {
    const { ctx, provider, call } = await operator();
    await insertSampleCheck(ctx, provider);
    const filter = { provider: provider.slug };
    expect((await call("/api/v1/checks/cancel/preview", { body: { filter } })).body).toMatchObject({
      total: 1,
      is_too_many: false,
      states: [{ state: "in_progress", count: 1 }],
      conflicts: [
        { kind: "result_unfetched", count: 0 },
        { kind: "provider_not_told", count: 0 },
      ],
      excluded: [
        { kind: "already_ended", count: 0 },
        { kind: "provider_cancel_owed", count: 0 },
      ],
      providers: [{ provider: provider.slug, count: 1, told: 0 }],
      sample: [{ provider: provider.slug, state: "in_progress", is_told: false, conflict: null }],
    });
    const made = await call("/api/v1/checks/cancel", { body: { filter, reason: "wrong provider" } });
    expect(made).toMatchObject({ status: 202, body: { kind: "cancel", total: 1 } });
  });

  it("shows what needs attention, and takes a mark", async () => {
    const { ctx, provider, call } = await operator();
    const { notification } = await stuck(ctx, provider);
    const key = `exhausted:${notification.id}`;
    expect((await call("/api/v1/attention")).body).toMatchObject({
      total: { count: 1, is_capped: false },
      groups: [{ cause: "exhausted", providers: [provider.slug], items: [{ key, code: "timeout" }] }],
    });
    const dismissed = await call("/api/v1/attention/marks", {
      body: { action: "dismiss", item_keys: [key], reason: "Closed there" },
    });
    expect(dismissed).toMatchObject({ status: 200, body: { marked: 1 } });
    expect((await call("/api/v1/attention/exhausted")).body).toEqual({ data: [], next_cursor: null });
    expect((await call("/api/v1/attention/exhausted?shown=hidden")).body).toMatchObject({ data: [{ key }] });
    const incomplete = await call("/api/v1/attention/marks", {
      body: { action: "dismiss", item_keys: [key] },
    });
    expect(incomplete).toMatchObject({ status: 422, body: { errors: [{ path: "/reason" }] } });
  });

  it("takes the decision of a pending check, and says where it is not one", async () => {
    const { ctx, provider, call } = await operator();
    const check = await insertSampleCheck(ctx, provider);
    const address = `/api/v1/checks/${check.id}/updates`;
    const wrong = await call(address, { body: { output: { decision: "MAYBE" } } });
    expect(wrong).toMatchObject({ status: 422, body: { errors: [{ path: "/output/decision" }] } });
    const right = await call(address, { body: { output: { decision: "PASS", summary: "Seen" } } });
    expect(right).toMatchObject({
      status: 201,
      body: { stored: "result", state: "result_ready", decision: "PASS", update: null },
    });
    expect((await call(address, { body: { output: { decision: "FAIL" } } })).status).toBe(409);
    expect((await call(`/api/v1/checks/${check.id}/remap`)).status).toBe(409);
  });

  it("lists inbound events and monitored references", async () => {
    const { ctx, provider, call } = await operator();
    const event = await insertSampleEvent(ctx, provider, { body: { check_id: "p-9", who: "Ada" } });
    const check = await insertSampleCheck(ctx, provider, {
      state: "monitoring",
      checkType: "COMPANY_DATA",
      checkTemplate: "MONITORED_CALLBACK",
    });
    expect((await call("/api/v1/inbound?state=unmatched")).body).toMatchObject({ data: [{ id: event.id }] });
    const shown = await call(`/api/v1/inbound/${event.id}`);
    expect(shown.body).toMatchObject({ explanation: "It proved where it comes from." });
    expect(JSON.stringify(shown.body)).not.toContain("Ada");
    const ignored = await call(`/api/v1/inbound/${event.id}/ignore`, { body: { reason: "A heartbeat" } });
    expect(ignored.body).toMatchObject({ state: "ignored" });
    expect((await call("/api/v1/monitored")).body).toMatchObject({
      data: [{ id: check.id, provider: provider.slug, pending_updates: 0, drift: [] }],
    });
    expect((await call(`/api/v1/monitored/${check.id}`)).body).toMatchObject({
      updates: [],
      next_cursor: null,
    });
    expect((await call(`/api/v1/monitored/${check.id}/poll`, { method: "POST" })).status).toBe(409);
  });

  it("refuses a viewer's key", async () => {
    const { ctx } = await operator();
    const viewer = await createApiKey(ctx, { name: "viewer", role: "viewer" });
    const call = api.clientOf(viewer.apiKey);
    expect((await call("/api/v1/attention")).status).toBe(200);
    const body = { filter: { state: "exhausted" }, reason: "I may not" };
    expect((await call("/api/v1/notifications/resend", { body })).status).toBe(403);
  });
});
