import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient } from "@/lib/egress/http-client";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import type { Connector, ConnectorCall } from "../connector";
import { parseConnectorDefinition } from "../definition";
import { createExpressionEngine } from "../expression-engine";
import { connectorFor } from "../for-definition";

const document = parseConfigDocument({
  check_type: "INDIVIDUAL_CUSTOM",
  check_template: { type: "ONE_TIME_CALLBACK", request_timeout: 60, callback_timeout: 60 },
  pricing: { supports_reselling: false, maximum_cost: 0 },
  supported_countries: ["GBR"],
  credentials: { fields: [{ type: "password", name: "api_token", label: "API token" }] },
  config: { fields: [] },
});

const http = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
const guarded = createHttpClient({ allow: [], refusePorts: [] });
const expressions = createExpressionEngine();
let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
  await expressions.warm();
});

beforeEach(() => provider.reset());

afterAll(async () => {
  await Promise.all([http.close(), guarded.close(), expressions.close(), provider.stop()]);
});

const OUTCOME = `
  status = 201 ? { "kind": "pending", "providerReference": body.id }
  : status = 401 ? { "kind": "errors", "errors": [{ "type": "INVALID_CREDENTIALS", "message": body.message }] }
  : { "kind": "errors", "errors": [{ "type": "PROVIDER_MESSAGE", "message": body.message }] }`;

function connector(part: {
  start?: Record<string, unknown>;
  operations?: Record<string, unknown>;
  auth?: unknown;
  client?: typeof http;
}): Connector {
  const definition = parseConnectorDefinition({
    kind: "http",
    base_url: `${provider.url}/v1`,
    auth: part.auth ?? { type: "bearer", token: "{{ credentials.api_token }}" },
    secrets: ["api_key"],
    operations: {
      start: {
        request: { method: "POST", path: "/checks", body: '{ "name": input.name, "key": idempotency_key }' },
        timeout_ms: 1000,
        outcome: OUTCOME,
        ...part.start,
      },
      ...part.operations,
    },
  });
  return connectorFor(definition, { http: part.client ?? http, expressions });
}

function callOf(part: Partial<ConnectorCall> = {}): ConnectorCall {
  return {
    document,
    input: { name: "Smith" },
    config: { region: "eu" },
    credentials: { api_token: "token-of-the-customer" },
    secrets: { api_key: "key-of-the-provider" },
    customData: {},
    demoResult: null,
    idempotencyKey: "check-1",
    deadlineMs: Date.now() + 10_000,
    nowMs: Date.now(),
    ...part,
  };
}

function errorOf(answered: { outcome: unknown }) {
  return (answered.outcome as { errors?: { type: string; message: string; data?: unknown }[] }).errors?.[0];
}

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

  it.each([
    ["no answer", { fault: "reset" } as const],
    ["a timeout", { fault: "hang" } as const],
    ["a broken body", { fault: "half", text: "{}".repeat(50) } as const],
    ["a 500 without a message", { status: 500, text: "<html>oops</html>" }],
    ["a 503 with Retry-After", { status: 503, headers: { "retry-after": "7" } }],
  ])("calls %s PROVIDER_CONNECTION", async (_name, answer) => {
    provider.script({ "POST /v1/checks": answer });
    const answered = await connector({ start: { timeout_ms: 300 } }).start(callOf());
    expect(errorOf(answered)?.type).toBe("PROVIDER_CONNECTION");
    expect(answered.transient).toEqual({ retryAfterMs: "headers" in answer ? 7000 : null });
    expect(provider.calls).toHaveLength(1);
  });

  it("lets the mapping explain a 500 and a missing answer", async () => {
    const start = {
      timeout_ms: 300,
      outcome: `{ "kind": "errors", "errors": [{ "type": "PROVIDER_MESSAGE", "message": error_code ? error_code : body.message }] }`,
    };
    provider.script({
      "POST /v1/checks": [{ status: 500, json: { message: "down for tea" } }, { fault: "hang" }],
    });
    expect(errorOf(await connector({ start }).start(callOf()))).toEqual({
      type: "PROVIDER_MESSAGE",
      message: "down for tea",
    });
    expect(errorOf(await connector({ start }).start(callOf()))).toEqual({
      type: "PROVIDER_MESSAGE",
      message: "timeout",
    });
  });

  it("hands malformed JSON to the mapping as text", async () => {
    provider.script({
      "POST /v1/checks": { status: 200, text: '{ "id": ', headers: { "content-type": "application/json" } },
    });
    const outcome = '{ "kind": "pending", "providerReference": $type(body) }';
    const answered = await connector({ start: { outcome } }).start(callOf());
    expect(answered.outcome).toEqual({ kind: "pending", providerReference: "string" });
  });

  it.each([
    ["nothing", "nothing", "/operations/start/outcome"],
    ["no outcome", '{ "kind": "done" }', "/operations/start/outcome"],
    ["an expression that fails", '"x" - 1', "/operations/start/outcome"],
    [
      "an expression that never ends",
      "($f := function($n){ $f($n + 1) }; $f(1))",
      "/operations/start/outcome",
    ],
  ])("calls %s an INTEGRATION error that names the place", async (_name, outcome, at) => {
    provider.script({ "POST /v1/checks": { status: 200, json: {} } });
    const answered = await connector({ start: { outcome } }).start(callOf());
    expect(errorOf(answered)).toMatchObject({ type: "INTEGRATION", data: { at } });
    expect(answered.exchanges).toHaveLength(1);
  });

  it("names the place in a result that breaks the schema of its check type", async () => {
    provider.script({ "POST /v1/checks": { status: 200, json: {} } });
    const outcome = '{ "kind": "result", "result": { "decision": "MAYBE", "summary": "?" } }';
    const answered = await connector({ start: { outcome } }).start(callOf());
    const error = errorOf(answered);
    expect(error?.type).toBe("INTEGRATION");
    expect(JSON.stringify(error?.data)).toContain("/result");
  });

  it("explains a 4xx that the mapping does not", async () => {
    provider.script({ "POST /v1/checks": { status: 404, text: "" } });
    const answered = await connector({ start: { outcome: "status = 200 ? body" } }).start(callOf());
    expect(errorOf(answered)).toEqual({
      type: "PROVIDER_MESSAGE",
      message: "The provider answered with status 404.",
    });
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
    const answered = await connector({ client: guarded }).start(callOf());
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

describe("poll, cancel, search and download", () => {
  const operations = {
    poll: {
      request: {
        method: "GET",
        path: "/checks/{{ providerReference }}",
        query: { page: "{{ state.page }}" },
      },
      outcome: `body.done ? { "kind": "result", "result": { "decision": "PASS", "summary": body.text } }
        : { "kind": "pending", "state": { "page": 2 } }`,
    },
    cancel: { request: { method: "DELETE", path: "/checks/{{ reference }}" } },
    search: {
      request: { method: "GET", path: "/companies", query: { q: "{{ query.query }}" } },
      outcome: 'body.companies.{ "name": name, "number": number, "country_of_incorporation": country }',
    },
    download: {
      request: { method: "GET", path: "/files/{{ file_reference }}" },
      max_bytes: 1000,
      file_name: '"front.png"',
    },
  };
  const progress = { providerReference: "a/b", state: { page: 1 } };

  it("polls until the provider is done", async () => {
    provider.script({
      "GET /v1/checks/:id": [{ json: {} }, { json: { done: true, text: "x".repeat(600) } }],
    });
    const { poll } = connector({ operations });
    const first = await poll!(callOf(), progress);
    expect(first.outcome).toEqual({ kind: "pending", state: { page: 2 } });
    expect(provider.calls[0]).toMatchObject({ params: { id: "a/b" }, query: { page: "1" } });
    const second = await poll!(callOf(), { ...progress, state: { page: 2 } });
    expect(second.outcome).toEqual({
      kind: "result",
      result: { decision: "PASS", summary: "x".repeat(450) },
    });
    expect(second.exchanges[0]?.operation).toBe("poll");
  });

  it.each([
    [{ status: 204 }, true],
    [{ status: 404 }, true],
    [{ status: 409, json: {} }, false],
    [{ fault: "reset" } as const, false],
  ])("a cancellation answered with %j", async (answer, cancelled) => {
    provider.script({ "DELETE /v1/checks/:id": answer });
    const answered = await connector({ operations }).cancel!(callOf(), progress);
    expect(answered.cancelled).toBe(cancelled);
    expect(answered.errors.length).toBe(cancelled ? 0 : 1);
  });

  it("searches; one hit is a list of one", async () => {
    provider.script({
      "GET /v1/companies": { json: { companies: [{ name: "Acme", number: "1", country: "GBR" }] } },
    });
    const { input: _input, customData: _customData, ...query } = callOf();
    const answered = await connector({ operations }).search!({ ...query, query: { query: "Ac & me" } });
    expect(answered).toMatchObject({
      candidates: [{ name: "Acme", number: "1", country_of_incorporation: "GBR" }],
      errors: [],
    });
    expect(provider.calls[0]?.query).toEqual({ q: "Ac & me" });
  });

  it("streams a file, and explains why there is none", async () => {
    provider.script({
      "GET /v1/files/:id": [
        { bytes: Buffer.alloc(500, 7), headers: { "content-type": "image/png" } },
        { status: 404, json: {} },
      ],
    });
    const wish = {
      fileReference: "file 1",
      downloadType: "IMAGE" as const,
      imageType: "FRONT",
      fileType: null,
    };
    const { download } = connector({ operations });
    const found = await download!(callOf(), progress, wish);
    expect(found.file).toMatchObject({ contentType: "image/png", fileName: "front.png" });
    let size = 0;
    for await (const chunk of found.file?.bytes ?? []) size += chunk.length;
    expect(size).toBe(500);
    const missing = await download!(callOf(), progress, wish);
    expect(missing).toMatchObject({ file: null, errors: [{ type: "PROVIDER_MESSAGE" }] });
  });
});
