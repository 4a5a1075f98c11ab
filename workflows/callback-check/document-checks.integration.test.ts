import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkImages, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { getCheck, listChecks } from "@/lib/services/checks";
import { FIRST_PAGE } from "@/lib/services/page";
import { sampleIndividual } from "@/lib/services/testing/sample-provider";
import { useWorld } from "@/lib/temporal/testing/world";

const world = useWorld();

beforeAll(() => {
  // Links of evidence pages must lead to the door of this test.
  Object.assign(world.runtime, { publicUrl: world.door.origin });
});
beforeEach(() => world.acme.reset());

async function checkOf(maxsightId: string) {
  const page = await listChecks(world.ctx, { filter: { maxsight_id: maxsightId }, page: FIRST_PAGE });
  return getCheck(world.ctx, { id: page.items[0]?.id ?? "" });
}

const operations = (start: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  kind: "http",
  base_url: `${world.acme.url}/v2`,
  operations: { start, ...more },
});

describe("DOCUMENT_FETCH by callback", () => {
  const connector = () =>
    operations(
      {
        request: { method: "POST", path: "/journeys" },
        outcome: '{ "kind": "pending", "providerReference": body.id }',
      },
      {
        poll: {
          request: { method: "GET", path: "/journeys/{{ reference }}" },
          every: "1s",
          outcome: `{ "kind": "result", "output": { "entity_type": "INDIVIDUAL", "documents": [$merge([input.documents[0], {
            "document_type": "PASSPORT",
            "verification_result": { "all_passed": true },
            "images": [{ "image_type": "FRONT", "provider_reference": "front-1" }],
            "files": [{ "type": "VIDEO_FRAME", "reference": "frame-1" }] }])] } }`,
        },
        download: { request: { method: "GET", path: "/files/{{ file_reference }}" } },
      },
    );
  const config = {
    check_type: "DOCUMENT_FETCH",
    check_template: { type: "ONE_TIME_CALLBACK" },
    supported_features: ["EXTERNAL_LINK"],
  };

  beforeEach(() =>
    world.acme.script({
      "POST /v2/journeys": { json: { id: "journey-1" } },
      "GET /v2/journeys/:id": { json: { done: true } },
    }),
  );

  it("delivers the documents, and Maxsight downloads what they name and opens the evidence", async () => {
    const provider = await world.newProvider({ config, connector: connector() });
    const result = await world.simulate(provider, { openLinks: true });
    expect(result).toMatchObject({ state: "completed", findings: [], downloadedFiles: 2 });
    const paths = world.acme.calls.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["/v2/files/front-1", "/v2/files/frame-1"]));
    await world.door.door.recorder.flush();
    const check = await checkOf(result.checkId);
    const recorded = check.exchanges.map(({ peer, operation, status }) => `${peer} ${operation} ${status}`);
    expect(recorded.filter((line) => line === "maxsight download_file 200")).toHaveLength(2);
    expect(recorded).toContain("maxsight resource 200");
  });

  it.each(["DOCUMENT_ALL_PASS", "EXTERNAL_RESOURCE_LINK"])(
    "delivers the demo result %s with its files, asking nobody",
    async (demoResult) => {
      const provider = await world.newProvider({ config, connector: connector() });
      const result = await world.simulate(provider, { demoResult, openLinks: true });
      expect(result).toMatchObject({ state: "completed", findings: [], downloadedFiles: 5 });
      expect(world.acme.calls).toEqual([]);
    },
  );
});

describe("DOCUMENT_VERIFICATION by callback", () => {
  const connector = () =>
    operations({
      request: {
        method: "POST",
        path: "/documents",
        body: '{ "images": images.{ "id": id, "type": content_type, "size": size, "data": $base64($) } }',
      },
      outcome: `{ "kind": "result", "output": { "entity_type": "INDIVIDUAL",
        "documents": [$merge([input.documents[0], { "verification_result": { "all_passed": true } }])] } }`,
    });
  const config = { check_type: "DOCUMENT_VERIFICATION", check_template: { type: "ONE_TIME_CALLBACK" } };
  const inputWith = (images: unknown[]) => ({
    ...sampleIndividual(),
    documents: [
      {
        id: "0b5f3f7e-53a1-4d8e-9d4c-5f3c1de2a001",
        category: "PROOF_OF_IDENTITY",
        document_type: "PASSPORT",
        images,
      },
    ],
  });
  const IMAGE_ID = "0b5f3f7e-53a1-4d8e-9d4c-5f3c1de2a002";

  beforeEach(() => world.acme.script({ "POST /v2/documents": { json: { done: true } } }));

  it("downloads the images from the environment that asked, and gives them to the provider", async () => {
    const provider = await world.newProvider({ config, connector: connector() });
    const result = await world.simulate(provider, {
      checkInput: inputWith([{ id: IMAGE_ID, image_type: "FRONT" }]),
    });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    const [sent] = world.acme.calls;
    const { images } = sent!.json as { images: { id: string; type: string; size: number; data: string } };
    expect(images).toMatchObject({ id: IMAGE_ID, type: "image/png" });
    const bytes = Buffer.from(images.data, "base64");
    expect(bytes.length).toBe(images.size);
    expect(bytes.subarray(1, 4).toString()).toBe("PNG");

    const check = await checkOf(result.checkId);
    const image = check.exchanges.find(({ operation }) => operation === "image");
    expect(image).toMatchObject({ peer: "maxsight", direction: "out", method: "GET", status: 200 });
    expect(image?.url).toBe(`${world.receiver.url}/integrations/v1/images/${IMAGE_ID}`);
    expect(image?.responseSize).toBe(images.size);
  });

  it("deletes the bytes when the check ends, and keeps that there were some", async () => {
    const provider = await world.newProvider({ config, connector: connector() });
    const { checkId } = await world.simulate(provider, {
      checkInput: inputWith([{ id: IMAGE_ID, image_type: "FRONT" }]),
    });
    const { id } = await checkOf(checkId);
    const stored = () =>
      asTenant(world.ctx.db, world.ctx.tenantId, async (tx) => ({
        rows: (await tx.select().from(checkImages)).filter((row) => row.checkId === id),
        bodies: (await tx.select({ id: payloads.id, class: payloads.class }).from(payloads)).filter(
          (row) => row.class === "image",
        ),
      }));
    await expect.poll(async () => (await stored()).bodies, { timeout: 10_000 }).toEqual([]);
    expect((await stored()).rows).toMatchObject([{ imageId: IMAGE_ID, contentType: "image/png" }]);
  });

  it("answers for an image that cannot be asked for, without calling the provider", async () => {
    const provider = await world.newProvider({ config, connector: connector() });
    const result = await world.simulate(provider, { checkInput: inputWith([{ id: "not-a-uuid" }]) });
    expect(result).toMatchObject({
      state: "errored",
      errors: [{ type: "INVALID_CHECK_INPUT", data: { field: "/documents/0/images/0" } }],
    });
    expect(world.acme.calls).toEqual([]);
  });

  it("needs no image for a demo check", async () => {
    const provider = await world.newProvider({ config, connector: connector() });
    const result = await world.simulate(provider, { demoResult: "DOCUMENT_ALL_PASS" });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    const check = await checkOf(result.checkId);
    expect(check.exchanges.some(({ operation }) => operation === "image")).toBe(false);
  });
});
