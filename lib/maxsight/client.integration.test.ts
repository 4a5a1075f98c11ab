import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient } from "@/lib/egress/http-client";
import { parseSecret } from "@/lib/protocol/signature/secret";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import { createMaxsightClient } from "./client";

const signingKey = parseSecret("P1WXsqXZuT5GEPZeHnKMNlnFhC0TKWBT8Ig8dOeOXxA=");
const NOW_MS = Date.UTC(2025, 5, 15, 12, 0, 0);
const http = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
const client = createMaxsightClient({ http, now: () => NOW_MS });
let maxsight: FakeProvider;

beforeAll(async () => {
  maxsight = await startFakeProvider();
});
beforeEach(() => maxsight.reset());
afterAll(async () => {
  await Promise.all([http.close(), maxsight.stop()]);
});

const peer = () => ({ apiBaseUrl: maxsight.url, signingKey });
const check = { providerId: "b0b7611e-c024-4ffb-9f9f-928992bec445", reference: "a/b c" };

function verdictOfLastCall(nowMs = NOW_MS) {
  const call = maxsight.calls.at(-1)!;
  return verifyRequest({
    method: call.method,
    target: call.path,
    headers: call.headers,
    body: Buffer.from(call.body),
    keys: (keyId) => (keyId === signingKey.keyId ? [signingKey] : []),
    nowMs,
    rules: "maxsight",
  });
}

describe("notifications", () => {
  it("sends a callback that Maxsight's own rules accept", async () => {
    maxsight.script({ "POST /integrations/v1/callbacks": { json: { callback_id: "cb-1" } } });
    const answer = await client.sendCallback({ ...peer(), ...check, customData: { a: 1 } });
    expect(answer).toMatchObject({ ackId: "cb-1", retryAfterMs: null });
    expect(answer.exchange).toMatchObject({ status: 200, errorCode: null });
    expect(maxsight.calls[0]?.json).toEqual({
      provider_id: check.providerId,
      reference: "a/b c",
      custom_data: { a: 1 },
    });
    expect(maxsight.calls[0]?.headers.date).toBe("Sun, 15 Jun 2025 12:00:00 GMT");
    expect(verdictOfLastCall()).toMatchObject({ ok: true, keyId: "P1WXsqXZ" });
    expect(verdictOfLastCall(NOW_MS + 31_000)).toMatchObject({ ok: false });
  });

  it("sends a monitored notification", async () => {
    maxsight.script({ "POST /integrations/v1/monitored_notify": { json: { notification_id: "n-1" } } });
    const answer = await client.sendMonitoredNotify({ ...peer(), ...check, updateId: "u-1" });
    expect(answer.ackId).toBe("n-1");
    expect(maxsight.calls[0]?.json).toEqual({
      provider_id: check.providerId,
      reference: "a/b c",
      update_id: "u-1",
    });
    expect(verdictOfLastCall()).toMatchObject({ ok: true });
  });

  it.each([
    [{ status: 200, text: "" }, null],
    [{ status: 200, text: "ok" }, null],
    [{ status: 201, json: { callback_id: 7 } }, "7"],
    [{ status: 500, json: { callback_id: "no" } }, null],
  ])("reads the acknowledgement %j", async (scripted, ackId) => {
    maxsight.script({ "POST /integrations/v1/callbacks": scripted });
    expect((await client.sendCallback({ ...peer(), ...check })).ackId).toBe(ackId);
  });

  it("passes Retry-After on and follows no redirect", async () => {
    maxsight.script({
      "POST /integrations/v1/callbacks": [
        { status: 429, headers: { "retry-after": "90" } },
        { status: 307, headers: { location: "/elsewhere" } },
      ],
    });
    expect((await client.sendCallback({ ...peer(), ...check })).retryAfterMs).toBe(90_000);
    expect((await client.sendCallback({ ...peer(), ...check })).exchange.status).toBe(307);
    expect(maxsight.calls).toHaveLength(2);
  });

  it("cuts a long answer with a marker", async () => {
    maxsight.script({ "POST /integrations/v1/callbacks": { status: 502, text: "x".repeat(100_000) } });
    const { exchange } = await client.sendCallback({ ...peer(), ...check });
    expect(exchange.truncated).toBe(true);
    expect(exchange.responseBody.length).toBe(65_536 + 19);
    expect(exchange.responseBody.toString().endsWith("\n[cut after 64 KiB]")).toBe(true);
  });

  it("never throws", async () => {
    const nowhere = { ...peer(), ...check, apiBaseUrl: "not a url" };
    expect((await client.sendCallback(nowhere)).exchange.errorCode).toBe("url_invalid");
    const closed = { ...peer(), ...check, apiBaseUrl: "http://127.0.0.1:1" };
    expect((await client.sendCallback(closed)).exchange).toMatchObject({
      status: null,
      errorCode: "connect_refused",
    });
  });

  it("does not record the key", async () => {
    const { exchange } = await client.sendCallback({ ...peer(), ...check });
    expect(JSON.stringify(exchange)).not.toContain("uT5GEPZeHnKMNlnFhC0TKWBT8Ig8dOeOXxA");
  });
});

describe("images", () => {
  it("downloads an image, signed without a digest", async () => {
    maxsight.script({
      "GET /integrations/v1/images/:id": {
        bytes: Buffer.alloc(300, 1),
        headers: { "content-type": "image/png" },
      },
    });
    const { exchange, body } = await client.downloadImage({ ...peer(), imageId: "img 1" });
    let size = 0;
    for await (const chunk of body ?? []) size += chunk.length;
    expect({ status: exchange.status, size }).toEqual({ status: 200, size: 300 });
    expect(maxsight.calls[0]?.headers.digest).toBeUndefined();
    expect(maxsight.calls[0]?.params).toEqual({ id: "img 1" });
    expect(verdictOfLastCall()).toMatchObject({ ok: true });
  });

  it("gives no body for an unknown image", async () => {
    const { exchange, body } = await client.downloadImage({ ...peer(), imageId: "x" });
    expect({ status: exchange.status, body }).toEqual({ status: 404, body: null });
  });
});
