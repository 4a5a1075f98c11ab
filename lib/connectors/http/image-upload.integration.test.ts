import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startFakeProvider, type FakeProvider } from "@/e2e/fake-provider/fake-provider";
import { createHttpClient } from "@/lib/egress/http-client";
import { parseConfigDocument } from "@/lib/protocol/config-document";
import type { Connector, ConnectorCall, ConnectorImage } from "../connector";
import { parseConnectorDefinition } from "../definition";
import { createExpressionEngine } from "../expression-engine";
import { connectorFor } from "../for-definition";

const document = parseConfigDocument({
  check_type: "DOCUMENT_VERIFICATION",
  check_template: { type: "ONE_TIME_CALLBACK" },
  pricing: { supports_reselling: false },
  supported_countries: ["GBR"],
  credentials: { fields: [{ type: "string", name: "api_token", label: "Token" }] },
  config: { fields: [] },
});
const http = createHttpClient({ allow: ["127.0.0.0/8"], refusePorts: [] });
const expressions = createExpressionEngine();
let provider: FakeProvider;

beforeAll(async () => {
  provider = await startFakeProvider();
  await expressions.warm();
});
beforeEach(() => {
  provider.reset();
  provider.script({ "POST /v1/checks": { status: 201, json: { id: "acme-1" } } });
});
afterAll(async () => {
  await Promise.all([http.close(), expressions.close(), provider.stop()]);
});

// Text, so that the fake provider, which reads bodies as text, sees every byte.
const FRONT = Buffer.from("front image é".repeat(50_000));
const BACK = Buffer.from("back");

const image = (id: string, imageType: string, bytes: Buffer): ConnectorImage => ({
  id,
  documentId: "document-1",
  imageType,
  contentType: "image/jpeg",
  size: bytes.length,
  read: () => Promise.resolve(bytes),
});
const IMAGES = [image("image-1", "FRONT", FRONT), image("image-2", "BACK", BACK)];

function connector(request: Record<string, unknown>, start: Record<string, unknown> = {}): Connector {
  const definition = parseConnectorDefinition({
    kind: "http",
    base_url: `${provider.url}/v1`,
    operations: {
      start: {
        request: { method: "POST", path: "/checks", ...request },
        outcome: 'status = 201 ? { "kind": "pending", "providerReference": body.id }',
        ...start,
      },
    },
  });
  return connectorFor(definition, { http, expressions });
}

const callOf = (changes: Partial<ConnectorCall> = {}): ConnectorCall => ({
  document,
  input: { name: "Smith", token: "gatehouse-image/check-1/0;" },
  config: {},
  credentials: null,
  secrets: {},
  customData: {},
  demoResult: null,
  idempotencyKey: "0190d1f2-aaaa-7bbb-8ccc-1234567890ab",
  deadlineMs: Date.now() + 10_000,
  nowMs: Date.now(),
  images: IMAGES,
  ...changes,
});

describe("images in a request", () => {
  it("stand in JSON as base64, beside what is known of them", async () => {
    const body = `{ "type": images[0].image_type, "front": $base64(images[0]),
      "back": "data:image/jpeg;base64," & $base64(images[1]), "ids": images.id, "name": $base64("Smith") }`;
    const answered = await connector({ body }).start(callOf());
    expect(answered.outcome).toEqual({ kind: "pending", providerReference: "acme-1" });
    const [sent] = provider.calls;
    expect(sent?.json).toEqual({
      type: "FRONT",
      front: FRONT.toString("base64"),
      back: `data:image/jpeg;base64,${BACK.toString("base64")}`,
      ids: ["image-1", "image-2"],
      name: Buffer.from("Smith").toString("base64"),
    });
    expect(sent?.headers).toMatchObject({
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(sent?.body ?? "")),
    });
  });

  it("are parts of a form, each with its type and a name", async () => {
    const body = `{ "name": input.name, "front": images[image_type = "FRONT"], "all": images, "meta": { "count": 2 } }`;
    await connector({ body_type: "multipart", body }).start(callOf());
    const [sent] = provider.calls;
    const boundary = /^multipart\/form-data; boundary=(gatehouse-[\w-]+)$/.exec(
      String(sent?.headers["content-type"]),
    )?.[1];
    const part = (head: string, content: string) => `--${boundary}\r\n${head}\r\n\r\n${content}\r\n`;
    const file = (name: string, id: string) =>
      `Content-Disposition: form-data; name="${name}"; filename="${id}.jpg"\r\nContent-Type: image/jpeg`;
    expect(sent?.body).toBe(
      [
        part('Content-Disposition: form-data; name="name"', "Smith"),
        part(file("front", "image-1"), FRONT.toString()),
        part(file("all", "image-1"), FRONT.toString()),
        part(file("all", "image-2"), BACK.toString()),
        part('Content-Disposition: form-data; name="meta"\r\nContent-Type: application/json', '{"count":2}'),
        `--${boundary}--\r\n`,
      ].join(""),
    );
    expect(sent?.headers["content-length"]).toBe(String(Buffer.byteLength(sent?.body ?? "")));
  });

  it("are recorded as type and size, never as bytes", async () => {
    const forms = [
      { body: '{ "front": $base64(images[0]) }' },
      { body_type: "multipart", body: '{ "front": images[0] }' },
    ];
    for (const request of forms) {
      const { exchanges } = await connector(request).start(callOf());
      const recorded = exchanges[0]?.exchange.requestBody?.toString() ?? "";
      expect(recorded).toContain(`[image/jpeg, ${FRONT.length} bytes]`);
      expect(recorded.length).toBeLessThan(500);
    }
  });

  it("are read again for a repetition", async () => {
    provider.script({
      "POST /v1/checks": [
        { status: 503, text: "" },
        { status: 201, json: { id: "acme-1" } },
      ],
    });
    await connector({ body: '{ "back": $base64(images[1]) }' }, { idempotent: true }).start(callOf());
    const bodies = provider.calls.map((sent) => sent.json);
    expect(bodies).toEqual([{ back: BACK.toString("base64") }, { back: BACK.toString("base64") }]);
  });

  it("cannot be called up by a text of the input", async () => {
    await connector({ body: '{ "text": input.token }' }).start(callOf());
    expect(provider.calls[0]?.json).toEqual({ text: "gatehouse-image/check-1/0;" });
  });

  it("that can no longer be read end the call, not the process", async () => {
    const broken = { ...image("image-3", "FRONT", BACK), read: () => Promise.reject(new Error("gone")) };
    const answered = await connector({ body: '{ "x": $base64(images[0]) }' }).start(
      callOf({ images: [broken] }),
    );
    expect(answered.outcome).toMatchObject({ kind: "errors", errors: [{ type: "PROVIDER_CONNECTION" }] });
  });

  it("can be signed: the hash of a streamed body is known before it is sent", async () => {
    const definition = parseConnectorDefinition({
      kind: "http",
      base_url: `${provider.url}/v1`,
      auth: {
        type: "hmac",
        key: "k",
        payload: "{{ request.body_sha256 }}",
        headers: { "x-hash": "{{ request.body_sha256 }}", "x-signature": "{{ signature }}" },
      },
      operations: {
        start: {
          request: { method: "POST", path: "/checks", body: '{ "front": $base64(images[0]) }' },
          outcome: '{ "kind": "pending" }',
        },
      },
    });
    await connectorFor(definition, { http, expressions }).start(callOf());
    const [sent] = provider.calls;
    const hash = createHash("sha256")
      .update(sent?.body ?? "")
      .digest("hex");
    expect(sent?.headers["x-hash"]).toBe(hash);
  });
});
