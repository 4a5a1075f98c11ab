import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient } from "@/lib/egress/http-client";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import type { Connector, ConnectorCall, WebhookDelivery } from "../connector";
import { parseConnectorDefinition } from "../definition";
import { createExpressionEngine } from "../expression-engine";
import { connectorFor } from "../for-definition";

// The example of the documentation against the service it is written for: everything over real HTTP.
const example = parse(readFileSync("docs/examples/acme-identity.yaml", "utf8")) as {
  config: unknown;
  connector: Record<string, unknown>;
};
const document = parseConfigDocument(example.config);
const http = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
const expressions = createExpressionEngine();
const deliveries: WebhookDelivery[] = [];
let provider: FakeProvider;
let hooks: Server;
let connector: Connector;

beforeAll(async () => {
  hooks = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: target = "", headers } = request;
      deliveries.push({
        method,
        target,
        headers,
        rawBody: Buffer.concat(chunks),
        remoteAddress: "127.0.0.1",
        receivedAtMs: Date.now(),
      });
      response.end();
    });
  });
  await new Promise<void>((resolve) => hooks.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(hooks.address() as AddressInfo).port}/hooks/acme-identity`;
  provider = await startFakeProvider({
    acme: { token: "good", resultAfterMs: 150, webhookUrl, webhookSecret: "whsec" },
  });
  const definition = parseConnectorDefinition({ ...example.connector, base_url: `${provider.url}/v2` });
  connector = connectorFor(definition, { http, expressions });
});

afterAll(async () => {
  hooks.close();
  await Promise.all([http.close(), expressions.close(), provider.stop()]);
});

function callFor(familyName: string, part: Partial<ConnectorCall> = {}): ConnectorCall {
  return {
    document,
    input: {
      entity_type: "INDIVIDUAL",
      personal_details: { name: { given_names: ["Ada"], family_name: familyName }, dob: "1990-01-31" },
    },
    config: { strict: false },
    credentials: { api_token: "good" },
    secrets: { webhook_secret: "whsec" },
    customData: {},
    demoResult: null,
    idempotencyKey: `check-${familyName}`,
    deadlineMs: Date.now() + 5000,
    nowMs: Date.now(),
    ...part,
  };
}

async function startAs(familyName: string): Promise<string> {
  const { outcome } = await connector.start(callFor(familyName));
  return outcome.kind === "pending" ? (outcome.providerReference ?? "") : JSON.stringify(outcome);
}

describe("the Acme example", () => {
  it("starts, is pending, then has a result by poll and by webhook", async () => {
    const providerReference = await startAs("Smith");
    expect(providerReference).toMatch(/^acme-\d+$/);
    const progress = { providerReference, state: null };
    expect((await connector.poll!(callFor("Smith"), progress)).outcome).toEqual({ kind: "pending" });
    await expect.poll(() => deliveries.length).toBe(1);
    const result = { decision: "PASS", summary: "Acme approved Smith." };
    expect((await connector.poll!(callFor("Smith"), progress)).outcome).toMatchObject({
      kind: "result",
      result,
    });

    const delivery = deliveries[0]!;
    expect(await connector.receive!(delivery, { webhook_secret: "whsec" })).toEqual({
      verdict: "accepted",
      eventId: `event-${providerReference}`,
      providerReference,
      next: "map",
    });
    expect(await connector.receive!(delivery, { webhook_secret: "other" })).toMatchObject({
      verdict: "refused",
      reason: "signature_mismatch",
    });
    expect((await connector.readWebhook!(callFor("Smith"), progress, delivery)).outcome).toMatchObject({
      kind: "result",
      result,
    });
  });

  it("is idempotent: the same check twice is one check at Acme", async () => {
    expect(await startAs("Twice")).toBe(await startAs("Twice"));
  });

  it.each([
    ["Fail", {}, "FAIL"],
    ["Refer", { strict: false }, "WARN"],
    ["Refer", { strict: true }, "FAIL"],
  ])("%s with %j is %s", async (name, config, decision) => {
    const providerReference = await startAs(name);
    const ask = () => connector.poll!(callFor(name, { config }), { providerReference, state: null });
    await expect.poll(async () => (await ask()).outcome.kind).toBe("result");
    expect((await ask()).outcome).toMatchObject({ result: { decision } });
  });

  it.each([
    ["Unauthorized", "INVALID_CREDENTIALS"],
    ["Invalid", "PROVIDER_MESSAGE"],
    ["Broken", "PROVIDER_CONNECTION"],
    ["Garbage", "INTEGRATION"],
  ])("a start that Acme answers as %s is %s", async (name, type) => {
    const { outcome } = await connector.start(callFor(name));
    expect(outcome).toMatchObject({ kind: "errors", errors: [{ type }] });
  });

  it("a wrong token is INVALID_CREDENTIALS", async () => {
    const { outcome } = await connector.start(callFor("Smith", { credentials: { api_token: "wrong" } }));
    expect(outcome).toMatchObject({
      errors: [{ type: "INVALID_CREDENTIALS", message: "The API token is not valid." }],
    });
  });

  it("cancels, twice without complaint", async () => {
    const providerReference = await startAs("Never");
    const progress = { providerReference, state: null };
    expect(await connector.cancel!(callFor("Never"), progress)).toMatchObject({
      cancelled: true,
      errors: [],
    });
    expect(await connector.cancel!(callFor("Never"), progress)).toMatchObject({ cancelled: true });
    expect((await connector.poll!(callFor("Never"), progress)).outcome).toMatchObject({
      errors: [{ type: "PROVIDER_MESSAGE", message: "Acme no longer knows this check." }],
    });
  });
});
