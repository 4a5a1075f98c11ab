import { beforeEach, describe, expect, it } from "vitest";
import type { FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { callOf, errorOf, useCalledProvider } from "./testing/called-provider";

const { connector, current } = useCalledProvider();
let provider: FakeProvider;
beforeEach(() => {
  provider = current();
});

describe("start", () => {
  it("sends what the definition says and maps the answer", async () => {
    provider.script({ "POST /v1/checks": { status: 201, json: { id: 42 } } });
    const answered = await connector({}).start(callOf());
    expect(answered.outcome).toEqual({ kind: "pending", providerReference: "42" });
    expect(answered.transient).toBeNull();
    expect(provider.calls).toHaveLength(1);
    expect(provider.calls[0]).toMatchObject({ json: { name: "Smith", key: "check-1" } });
    expect(provider.calls[0]?.headers).toMatchObject({
      authorization: "Bearer token-of-the-customer",
      "content-type": "application/json",
    });
  });

  it("records the exchange without credentials and secrets, wherever they stand", async () => {
    provider.script({
      "POST /v1/checks": {
        status: 401,
        json: { message: "token-of-the-customer is wrong, key-of-the-provider too" },
      },
    });
    const request = {
      method: "POST",
      path: "/checks",
      query: { key: "{{ secrets.api_key }}" },
      headers: { "x-copy": "{{ credentials.api_token }}" },
      body: '{ "token": credentials.api_token }',
    };
    const answered = await connector({ start: { request } }).start(callOf());
    expect(provider.calls[0]?.query).toEqual({ key: "key-of-the-provider" });
    const [recorded] = answered.exchanges;
    expect(recorded).toMatchObject({ operation: "start", attempt: 1 });
    expect(recorded?.exchange.status).toBe(401);
    const everything =
      JSON.stringify({ ...recorded?.exchange, requestBody: recorded?.exchange.requestBody?.toString() }) +
      recorded?.exchange.responseBody.toString() +
      JSON.stringify(answered.outcome);
    expect(everything).not.toContain("token-of-the-customer");
    expect(everything).not.toContain("key-of-the-provider");
    expect(errorOf(answered)).toEqual({
      type: "INVALID_CREDENTIALS",
      message: "[redacted] is wrong, [redacted] too",
    });
  });

  it("keeps credentials out of the provider data that is shown for support", async () => {
    provider.script({ "POST /v1/checks": { status: 200, json: { echo: ["token-of-the-customer", 1] } } });
    const outcome = '{ "kind": "result", "result": { "decision": "PASS" }, "providerData": body }';
    const answered = await connector({ start: { outcome } }).start(callOf());
    expect(answered.outcome).toMatchObject({ kind: "result", providerData: { echo: ["[redacted]", 1] } });
  });

  it.each([
    [{ type: "none" }, undefined],
    [
      { type: "basic", username: "me", password: "{{ secrets.api_key }}" },
      "Basic bWU6a2V5LW9mLXRoZS1wcm92aWRlcg==",
    ],
    [
      { type: "header", name: "Authorization", value: "Key {{ secrets.api_key }}" },
      "Key key-of-the-provider",
    ],
  ])("authenticates as %j", async (auth, expected) => {
    provider.script({ "POST /v1/checks": { status: 201, json: { id: "x" } } });
    await connector({ auth }).start(callOf());
    expect(provider.calls[0]?.headers.authorization).toBe(expected);
  });

  it("authenticates in the query", async () => {
    provider.script({ "POST /v1/checks": { status: 201, json: { id: "x" } } });
    await connector({ auth: { type: "query", name: "key", value: "{{ secrets.api_key }}" } }).start(callOf());
    expect(provider.calls[0]?.query).toEqual({ key: "key-of-the-provider" });
  });

  it("does not call at all without the credentials that the definition needs", async () => {
    const answered = await connector({}).start(callOf({ credentials: null }));
    expect(errorOf(answered)?.type).toBe("INVALID_CREDENTIALS");
    expect(provider.calls).toHaveLength(0);
  });

  it("encodes data in paths and queries, and refuses to climb out of the path", async () => {
    provider.script({ "GET /v1/people/:name": { status: 201, json: { id: "x" } } });
    const start = {
      request: { method: "GET", path: "/people/{{ input.name }}", query: { q: "{{ input.name }}" } },
    };
    await connector({ start }).start(callOf({ input: { name: "A/B?c=d&e#f" } }));
    expect(provider.calls[0]).toMatchObject({ params: { name: "A/B?c=d&e#f" }, query: { q: "A/B?c=d&e#f" } });
    const climbing = await connector({ start }).start(callOf({ input: { name: ".." } }));
    expect(errorOf(climbing)).toMatchObject({
      type: "INTEGRATION",
      data: { at: "/operations/start/request/path" },
    });
    const empty = await connector({ start }).start(callOf({ input: {} }));
    expect(errorOf(empty)).toMatchObject({
      type: "INTEGRATION",
      data: { at: "/operations/start/request/path" },
    });
    expect(provider.calls).toHaveLength(1);
  });

  it("repeats a start only when the provider is idempotent", async () => {
    const flaky = [{ status: 503 }, { fault: "reset" } as const, { status: 201, json: { id: "x" } }];
    provider.script({ "POST /v1/checks": [...flaky] });
    const once = await connector({}).start(callOf());
    expect(once.outcome.kind).toBe("errors");
    expect(provider.calls).toHaveLength(1);
    provider.reset();
    provider.script({ "POST /v1/checks": [...flaky] });
    const repeated = await connector({ start: { idempotent: true } }).start(callOf());
    expect(repeated.outcome).toEqual({ kind: "pending", providerReference: "x" });
    expect(repeated.exchanges.map(({ attempt, exchange }) => [attempt, exchange.status])).toEqual([
      [1, 503],
      [2, null],
      [3, 201],
    ]);
    expect(provider.calls.map((call) => (call.json as { key: string }).key)).toEqual([
      "check-1",
      "check-1",
      "check-1",
    ]);
  });

  it("gives up before the deadline", async () => {
    provider.script({ "POST /v1/checks": { fault: "hang" } });
    const nowMs = Date.now();
    const answered = await connector({ start: { timeout_ms: 10_000, idempotent: true } }).start(
      callOf({ nowMs, deadlineMs: nowMs + 400 }),
    );
    expect(errorOf(answered)?.type).toBe("PROVIDER_CONNECTION");
    expect(Date.now() - nowMs).toBeLessThan(800);
  });

  it("cannot reach loopback without an exception", async () => {
    const answered = await connector({ isGuarded: true }).start(callOf());
    expect(errorOf(answered)?.type).toBe("PROVIDER_CONNECTION");
    expect(answered.exchanges[0]?.exchange.errorCode).toBe("address_refused");
    expect(answered.transient).toBeNull();
    expect(provider.calls).toHaveLength(0);
  });

  it("never calls the provider for a demo", async () => {
    const answered = await connector({}).start(callOf({ demoResult: "ERROR_INVALID_CREDENTIALS" }));
    expect(errorOf(answered)?.type).toBe("INVALID_CREDENTIALS");
    expect(provider.calls).toHaveLength(0);
  });
});
