import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { useHarness } from "@/lib/db/testing/harness";
import { DEMO_FILE_REFERENCES } from "@/lib/protocol/demo/demo-file-references";
import type { ServiceContext } from "@/lib/services/context";
import { getCheck, listChecks } from "@/lib/services/checks";
import {
  createSampleProvider,
  sampleIndividual,
  type SampleProvider,
} from "@/lib/services/testing/sample-provider";
import { openDirectDoor, openFetchDoor, type TestDoor } from "./testing/open-test-door";
import { sendSigned } from "./testing/signed-client";

const harness = useHarness();
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFakeProvider();
});
beforeEach(() => fake.reset());
afterAll(() => fake.stop());

const placeholder = { id: randomUUID(), category: "PROOF_OF_IDENTITY", document_type: "UNKNOWN" };
const startBody = (changes: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  demo_result: null,
  commercial_relationship: "DIRECT",
  check_input: { ...sampleIndividual(), external_refs: { generic: "journey" }, documents: [placeholder] },
  provider_config: {},
  provider_credentials: { api_token: "token-of-the-customer" },
  ...changes,
});

// The template is synchronous so that the check has a result without an engine; the download does not ask.
const connector = () => ({
  kind: "http",
  base_url: `${fake.url}/v1`,
  auth: { type: "bearer", token: "{{ credentials.api_token }}" },
  operations: {
    start: {
      request: { method: "POST", path: "/checks" },
      outcome: `{ "kind": "result", "output": { "entity_type": "INDIVIDUAL", "documents": [$merge([input.documents[0], {
        "document_type": "PASSPORT",
        "images": [{ "image_type": "FRONT", "provider_reference": "image/1 ä" }],
        "files": [{ "type": "LIVE_VIDEO", "reference": "video-1" }] }])] } }`,
    },
    download: {
      request: { method: "GET", path: "/files/{{ file_reference }}" },
      max_bytes: 1_000_000,
      file_name: "headers.`x-name`",
    },
  },
});

describe.each([
  ["direct", openDirectDoor],
  ["next", openFetchDoor],
] as const)("download_file through the %s door", (_name, openDoor) => {
  let open: TestDoor;
  let ctx: ServiceContext;
  let live: SampleProvider;
  let other: SampleProvider;
  let checkId: string;

  beforeAll(async () => {
    ctx = await harness.newTenant();
    const config = { check_type: "DOCUMENT_FETCH" };
    live = await createSampleProvider(ctx, { config, connector: connector() });
    other = await createSampleProvider(ctx, { config, connector: connector() });
    open = await openDoor(harness.runtime);
    checkId = await startedCheck();
  });
  afterAll(() => open.close());

  const post = (provider: SampleProvider, path: string, body: unknown) =>
    sendSigned(open.origin, {
      method: "POST",
      target: `/p/${provider.slug}${path}`,
      body,
      signingKey: provider.signingKey,
    });

  async function startedCheck(changes: Record<string, unknown> = {}): Promise<string> {
    fake.script({ "POST /v1/checks": { json: {} } });
    const body = startBody(changes);
    expect((await post(live, "/checks", body)).json).toMatchObject({ errors: [] });
    return body.id;
  }

  const download = (fileReference: string, changes: Record<string, unknown> = {}, provider = live) =>
    post(provider, "/download_file", {
      check_id: checkId,
      file_reference: fileReference,
      download_info: { download_type: "IMAGE", image_type: "FRONT" },
      commercial_relationship: "DIRECT",
      provider_config: {},
      provider_credentials: { api_token: "token-of-the-customer" },
      custom_data: {},
      ...changes,
    });

  it.each([
    [DEMO_FILE_REFERENCES.front, "image/png", "identity-front.png", "89504e47"],
    [DEMO_FILE_REFERENCES.statement, "application/pdf", "statement.pdf", "25504446"],
    [DEMO_FILE_REFERENCES.liveVideo, "video/mp4", "live-video.mp4", "000000"],
  ])("serves the demo file %s as %s", async (reference, contentType, name, magic) => {
    const demoId = await startedCheck({ demo_result: "DOCUMENT_ALL_PASS" });
    const answer = await download(reference, { check_id: demoId });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe(contentType);
    expect(answer.headers["file-name"]).toBe(name);
    expect(answer.bytes.toString("hex")).toMatch(new RegExp(`^${magic}`));
    expect(answer.headers["signature"]).toBeUndefined();
  });

  it("streams what the provider has, asking with the credentials of this call", async () => {
    const bytes = Buffer.concat([PNG, Buffer.alloc(90_000, 7)]);
    const headers = { "content-type": "image/png", "x-name": "Vorderseite ü.png" };
    fake.script({ "GET /v1/files/:id": { bytes, headers } });
    fake.calls.length = 0;
    const answer = await download("image/1 ä", { provider_credentials: { api_token: "another-token" } });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("image/png");
    expect(answer.headers["file-name"]).toBe("Vorderseite u.png");
    expect(answer.bytes.equals(bytes)).toBe(true);
    expect(fake.calls).toMatchObject([
      { params: { id: "image/1 ä" }, headers: { authorization: "Bearer another-token" } },
    ]);
  });

  it("says what the bytes are where the provider does not", async () => {
    fake.script({
      "GET /v1/files/:id": { bytes: PNG, headers: { "content-type": "application/octet-stream" } },
    });
    expect((await download("image/1 ä")).headers["content-type"]).toBe("image/png");
  });

  it.each([
    ["a reference that the result does not name", "image-2", {}],
    ["a check nobody knows", "image/1 ä", { check_id: randomUUID() }],
    ["a demo file for a live check", DEMO_FILE_REFERENCES.front, {}],
  ])("answers %s with 404 and JSON, and asks nobody", async (_case, reference, changes) => {
    fake.calls.length = 0;
    const answer = await download(reference, changes);
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({ errors: [{ type: "INVALID_CHECK_INPUT" }], warnings: [] });
    expect(fake.calls).toEqual([]);
  });

  it("does not serve one provider's file to another", async () => {
    expect((await download("image/1 ä", {}, other)).status).toBe(404);
  });

  it.each([
    ["the provider does not know it", { status: 404, json: {} }, "PROVIDER_MESSAGE"],
    ["the provider fails", { status: 502, text: "bad" }, "PROVIDER_CONNECTION"],
    ["it is a web page", { text: "<html>", headers: { "content-type": "text/html" } }, "INTEGRATION"],
    ["it is empty", { bytes: Buffer.alloc(0), headers: { "content-type": "image/png" } }, "INTEGRATION"],
    ["the connection breaks", { fault: "reset" as const }, "PROVIDER_CONNECTION"],
  ])("answers 404 with JSON when %s", async (_case, reply, type) => {
    fake.script({ "GET /v1/files/:id": reply });
    const answer = await download("image/1 ä");
    expect(answer.status).toBe(404);
    expect(answer.json).toMatchObject({ errors: [{ type }] });
  });

  it("cuts the answer off when the file is larger than allowed or breaks off", async () => {
    const tooLarge = Buffer.concat([PNG, Buffer.alloc(3_000_000)]);
    fake.script({
      "GET /v1/files/:id": [
        { bytes: tooLarge, headers: { "content-type": "image/png" } },
        { bytes: tooLarge.subarray(0, 80_000), headers: { "content-type": "image/png" }, fault: "half" },
      ],
    });
    await expect(download("image/1 ä")).rejects.toThrow();
    await expect(download("image/1 ä")).rejects.toThrow();
  });

  it("records both exchanges with the check, without the bytes", async () => {
    const id = await startedCheck();
    fake.script({ "GET /v1/files/:id": { bytes: PNG, headers: { "content-type": "image/png" } } });
    await download("image/1 ä", { check_id: id });
    await open.door.recorder.flush();
    const [item] = (await listChecks(ctx, { filter: { maxsight_id: id }, page: { limit: 1, after: null } }))
      .items;
    const { exchanges } = await getCheck(ctx, { id: item!.id });
    const recorded = exchanges.map(({ peer, operation, status, responseSize }) => ({
      peer,
      operation,
      status,
      responseSize,
    }));
    expect(recorded).toContainEqual({
      peer: "maxsight",
      operation: "download_file",
      status: 200,
      responseSize: 16,
    });
    expect(recorded).toContainEqual({
      peer: "provider",
      operation: "download",
      status: 200,
      responseSize: 0,
    });
  });
});
