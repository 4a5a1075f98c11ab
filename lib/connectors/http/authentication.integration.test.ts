import { createHash, createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient } from "@/lib/egress/http-client";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import type { Connector, ConnectorCall, RecordedExchange } from "../connector";
import { parseConnectorDefinition } from "../definition";
import { createExpressionEngine } from "../expression-engine";
import { connectorFor } from "../for-definition";

const document = parseConfigDocument({
  check_type: "INDIVIDUAL_CUSTOM",
  check_template: { type: "ONE_TIME_CALLBACK" },
  pricing: { supports_reselling: false },
  supported_countries: ["GBR"],
  credentials: { fields: [{ type: "string", name: "client_id", label: "Client" }] },
  config: { fields: [] },
});
const http = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
const expressions = createExpressionEngine();
let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
  await expressions.warm();
});
beforeEach(() => provider.reset());
afterAll(async () => {
  await Promise.all([http.close(), expressions.close(), provider.stop()]);
});

function connector(auth: Record<string, unknown>, start: Record<string, unknown> = {}): Connector {
  const definition = parseConnectorDefinition({
    kind: "http",
    base_url: `${provider.url}/v1`,
    auth,
    secrets: ["api_key"],
    operations: {
      start: {
        request: { method: "POST", path: "/checks", query: { q: "a b" }, body: '{ "name": input.name }' },
        outcome: 'status = 201 ? { "kind": "pending", "providerReference": body.id }',
        ...start,
      },
      download: { request: { method: "GET", path: "/files/{{ file_reference }}" } },
    },
  });
  return connectorFor(definition, { http, expressions });
}

const callOf = (changes: Partial<ConnectorCall> = {}): ConnectorCall => ({
  document,
  input: { name: "Smith" },
  config: {},
  credentials: { client_id: `client-${randomUUID()}`, client_secret: "s3cret !'()~ value" },
  secrets: { api_key: "key-of-the-provider" },
  customData: {},
  demoResult: null,
  idempotencyKey: "check-1",
  deadlineMs: Date.now() + 10_000,
  nowMs: Date.now(),
  ...changes,
});

const everythingIn = (exchanges: RecordedExchange[]) =>
  exchanges
    .map(({ exchange }) =>
      [JSON.stringify(exchange), exchange.requestBody?.toString(), exchange.responseBody.toString()].join(),
    )
    .join();

describe("oauth2_client_credentials", () => {
  const auth = (changes: Record<string, unknown> = {}) => ({
    type: "oauth2_client_credentials",
    token_url: `${provider.url}/oauth/token`,
    client_id: "{{ credentials.client_id }}",
    client_secret: "{{ credentials.client_secret }}",
    scope: "checks:write",
    ...changes,
  });
  const created = { status: 201, json: { id: "acme-1" } };
  const tokenCalls = () => provider.calls.filter((call) => call.path === "/oauth/token");

  it("fetches a token once and sends it with every call", async () => {
    provider.script({
      "POST /oauth/token": { json: { access_token: "token-1", token_type: "Bearer", expires_in: 3600 } },
      "POST /v1/checks": created,
    });
    const call = callOf();
    const live = connector(auth());
    const first = await live.start(call);
    const second = await live.start(call);
    expect([first.outcome, second.outcome]).toEqual([
      { kind: "pending", providerReference: "acme-1" },
      { kind: "pending", providerReference: "acme-1" },
    ]);
    const [id, secret] = [String(call.credentials?.["client_id"]), "s3cret%20!'()~%20value"];
    expect(tokenCalls()).toMatchObject([
      {
        body: "grant_type=client_credentials&scope=checks%3Awrite",
        headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}` },
      },
    ]);
    const tokens = provider.calls.flatMap((sent) =>
      sent.path === "/v1/checks" ? sent.headers.authorization : [],
    );
    expect(tokens).toEqual(["Bearer token-1", "Bearer token-1"]);
    expect(first.exchanges.map(({ operation }) => operation)).toEqual(["token", "start"]);
    expect(second.exchanges.map(({ operation }) => operation)).toEqual(["start"]);
  });

  it("keeps token and secret out of what is recorded, also in the form", async () => {
    provider.script({
      "POST /oauth/token": { json: { access_token: "token-2", refresh_token: "refresh-2" } },
      "POST /v1/checks": { status: 201, json: { id: "acme-1", echo: "token-2" } },
    });
    const answered = await connector(auth({ client_auth: "body", audience: "https://api.acme.test" })).start(
      callOf(),
    );
    expect(tokenCalls()[0]?.body).toContain("client_secret=s3cret+%21%27%28%29%7E+value");
    const recorded = everythingIn(answered.exchanges);
    expect(recorded).toContain("audience=https%3A%2F%2Fapi.acme.test");
    for (const secret of ["token-2", "refresh-2", "s3cret"]) expect(recorded).not.toContain(secret);
  });

  it("asks once for calls that come together", async () => {
    provider.script({
      "POST /oauth/token": { json: { access_token: "token-3" }, delayMs: 100 },
      "POST /v1/checks": created,
    });
    const call = callOf();
    await Promise.all([1, 2, 3, 4].map(() => connector(auth()).start(call)));
    expect(tokenCalls()).toHaveLength(1);
  });

  it("fetches a new token when the provider no longer takes an older one, for a download too", async () => {
    provider.script({
      "POST /oauth/token": [{ json: { access_token: "old-token" } }, { json: { access_token: "new-token" } }],
      "POST /v1/checks": created,
      "GET /v1/files/:id": (sent) =>
        sent.headers.authorization === "Bearer new-token"
          ? { bytes: Buffer.from("file"), headers: { "content-type": "image/png" } }
          : { status: 401, json: {} },
    });
    const call = callOf();
    const live = connector(auth());
    await live.start(call);
    const wish = { fileReference: "f", downloadType: "IMAGE" as const, imageType: "FRONT", fileType: null };
    const answered = await live.download!(call, { providerReference: null, state: null }, wish);
    expect(answered.errors).toEqual([]);
    expect(answered.exchanges.map(({ operation, exchange }) => [operation, exchange.status])).toEqual([
      ["download", 401],
      ["token", 200],
      ["download", 200],
    ]);
    expect(tokenCalls()).toHaveLength(2);
  });

  it("takes a 401 for a fresh token as the provider's answer", async () => {
    provider.script({
      "POST /oauth/token": { json: { access_token: "token-4" } },
      "POST /v1/checks": { status: 401, json: {} },
    });
    const answered = await connector(auth()).start(callOf());
    expect(answered.outcome).toMatchObject({ kind: "errors", errors: [{ type: "PROVIDER_MESSAGE" }] });
    expect(tokenCalls()).toHaveLength(1);
  });

  it("fetches a new token when the old one has run out", async () => {
    provider.script({
      "POST /oauth/token": { json: { access_token: "token-5", expires_in: 0.1 } },
      "POST /v1/checks": created,
    });
    const call = callOf();
    const live = connector(auth());
    await live.start(call);
    await new Promise((resolve) => setTimeout(resolve, 120));
    await live.start(call);
    expect(tokenCalls()).toHaveLength(2);
  });

  it.each([
    [{ status: 401, json: { error: "invalid_client" } }, "INVALID_CREDENTIALS", false],
    [{ status: 400, json: {} }, "INVALID_CREDENTIALS", false],
    [{ status: 400, json: { error: "invalid_scope" } }, "INTEGRATION", false],
    [{ status: 200, json: { token: "x" } }, "INTEGRATION", false],
    [{ status: 503, text: "down" }, "PROVIDER_CONNECTION", true],
    [{ fault: "reset" as const }, "PROVIDER_CONNECTION", true],
  ])("says what an answer of the token endpoint means: %j", async (reply, type, isTransient) => {
    provider.script({ "POST /oauth/token": reply });
    const answered = await connector(auth()).start(callOf());
    expect(answered.outcome).toMatchObject({ kind: "errors", errors: [{ type }] });
    expect(answered.transient !== null).toBe(isTransient);
    expect(answered.exchanges).toMatchObject([{ operation: "token" }]);
    expect(provider.calls).toHaveLength(1);
  });

  it("does not ask at all without credentials", async () => {
    const answered = await connector(auth()).start(callOf({ credentials: {} }));
    expect(answered.outcome).toMatchObject({ errors: [{ type: "INVALID_CREDENTIALS" }] });
    expect(provider.calls).toEqual([]);
  });
});

describe("hmac", () => {
  const auth = (changes: Record<string, unknown> = {}) => ({
    type: "hmac",
    key: "{{ secrets.api_key }}",
    payload: "{{ request.method }}\n{{ request.path }}\n{{ request.timestamp }}\n{{ request.body }}",
    headers: {
      authorization: "ACME {{ credentials.client_id }}:{{ signature }}",
      "x-acme-timestamp": "{{ request.timestamp }}",
    },
    ...changes,
  });

  it("signs what is sent, with the time of now", async () => {
    provider.script({ "POST /v1/checks": { status: 201, json: { id: "acme-1" } } });
    const call = callOf({ credentials: { client_id: "client-7" } });
    await connector(auth()).start(call);
    const [sent] = provider.calls;
    const timestamp = String(sent?.headers["x-acme-timestamp"]);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(3);
    const payload = `POST\n/v1/checks?q=a+b\n${timestamp}\n{"name":"Smith"}`;
    const expected = createHmac("sha256", "key-of-the-provider").update(payload).digest("hex");
    expect(sent?.headers.authorization).toBe(`ACME client-7:${expected}`);
  });

  it("signs every repetition anew", async () => {
    provider.script({
      "POST /v1/checks": [
        { status: 503, text: "" },
        { status: 201, json: { id: "acme-1" } },
      ],
    });
    const signed = auth({
      payload: "{{ request.nonce }}",
      headers: { "x-nonce": "{{ request.nonce }} {{ signature }}" },
    });
    await connector(signed, { idempotent: true }).start(callOf());
    const nonces = provider.calls.map((sent) => sent.headers["x-nonce"]);
    expect(new Set(nonces).size).toBe(2);
  });

  it("knows keys in base64, other algorithms and digests", async () => {
    provider.script({ "POST /v1/checks": { status: 201, json: { id: "acme-1" } } });
    const key = Buffer.from("00ff10", "hex");
    const signed = auth({
      algorithm: "sha512",
      key_encoding: "base64",
      encoding: "base64",
      payload: "{{ request.host }} {{ request.body_digest }}",
      headers: { "x-signature": "{{ signature }}", digest: "SHA-256={{ request.body_digest }}" },
    });
    await connector(signed).start(callOf({ secrets: { api_key: key.toString("base64") } }));
    const [sent] = provider.calls;
    const digest = createHash("sha256").update('{"name":"Smith"}').digest("base64");
    const payload = `${new URL(provider.url).host} ${digest}`;
    expect(sent?.headers["digest"]).toBe(`SHA-256=${digest}`);
    expect(sent?.headers["x-signature"]).toBe(createHmac("sha512", key).update(payload).digest("base64"));
  });

  it("names the place of a template that gives nothing, and does not call", async () => {
    const answered = await connector(auth({ payload: "{{ request.nothing }}" })).start(callOf());
    expect(answered.outcome).toMatchObject({
      errors: [{ type: "INTEGRATION", data: { at: "/auth/payload" } }],
    });
    expect(provider.calls).toEqual([]);
  });

  it("cannot be declared without a header that carries the signature", () => {
    expect(() => connector(auth({ headers: { "x-time": "{{ request.timestamp }}" } }))).toThrow(
      "The connector definition is not valid.",
    );
  });
});
