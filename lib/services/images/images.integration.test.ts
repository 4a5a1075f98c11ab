import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { checkImages, checks, exchanges, payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { CheckId } from "@/lib/ids";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import { acceptCheck } from "../checks";
import type { ServiceContext } from "../context";
import { Registry } from "../registry";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { fetchImages, forgetImages } from ".";

const harness = useHarness();
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

let maxsight: FakeProvider;
let ctx: ServiceContext;
let provider: SampleProvider;

beforeAll(async () => {
  maxsight = await startFakeProvider();
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, {
    apiBaseUrl: maxsight.url,
    config: { check_type: "DOCUMENT_VERIFICATION", check_template: { type: "ONE_TIME_CALLBACK" } },
  });
});
beforeEach(() => maxsight.reset());
afterAll(() => maxsight.stop());

const route = "GET /integrations/v1/images/:id";
const png = { bytes: PNG, headers: { "content-type": "image/png" } };

async function newCheck(imageIds: string[]) {
  const registration = await new Registry(harness.runtime).find(provider.slug);
  const documents = [{ id: randomUUID(), images: imageIds.map((id) => ({ id, image_type: "FRONT" })) }];
  const checkInput = { entity_type: "INDIVIDUAL", documents };
  const { check } = await acceptCheck(ctx, {
    registration: registration!,
    key: registration!.keys[0]!,
    headers: {},
    request: {
      id: randomUUID(),
      demo_result: null,
      commercial_relationship: "DIRECT",
      check_input: checkInput,
      provider_config: {},
      provider_credentials: {},
    },
  });
  const fetch = (changes: { deadlineMs?: number; fairTryMs?: number } = {}) =>
    fetchImages(ctx, { check, checkInput, deadlineMs: Date.now() + 20_000, fairTryMs: 0, ...changes });
  return { check, fetch, documentId: documents[0]!.id };
}

const rowsOf = (checkId: CheckId) =>
  asTenant(ctx.db, ctx.tenantId, async (tx) => ({
    images: (await tx.select().from(checkImages)).filter((row) => row.checkId === checkId),
    bodies: (await tx.select().from(payloads)).filter((row) => row.class === "image"),
    exchanges: (await tx.select().from(exchanges)).filter((row) => row.checkId === checkId),
  }));

it("signs a GET without a digest, stores the bytes encrypted for a day, and reads them back", async () => {
  maxsight.script({ [route]: png });
  const id = randomUUID();
  const { check, fetch, documentId } = await newCheck([id]);
  const fetched = await fetch();
  if (fetched.status !== "complete") throw new Error(fetched.status);
  expect(fetched.images).toMatchObject([
    { id, documentId, imageType: "FRONT", contentType: "image/png", size: 16 },
  ]);
  expect(Buffer.from(await fetched.images[0]!.read()).equals(PNG)).toBe(true);

  const [sent] = maxsight.calls;
  expect(sent?.headers["digest"]).toBeUndefined();
  const verdict = verifyRequest({
    method: "GET",
    target: `/integrations/v1/images/${id}`,
    headers: sent?.headers ?? {},
    body: Buffer.alloc(0),
    keys: () => [provider.signingKey],
    nowMs: Date.now(),
    rules: "maxsight",
  });
  expect(verdict.ok).toBe(true);

  const rows = await rowsOf(check.id);
  const body = rows.bodies.find((row) => row.id === rows.images[0]?.payloadId);
  expect(body?.ciphertext.includes(PNG)).toBe(false);
  expect((body?.expiresAt?.getTime() ?? 0) - (body?.createdAt.getTime() ?? 0)).toBe(86_400_000);
  expect(rows.exchanges).toMatchObject([
    { peer: "maxsight", operation: "image", status: 200, responseSize: 16 },
  ]);
});

it("downloads nothing twice, and the same image of two documents once", async () => {
  maxsight.script({ [route]: png });
  const id = randomUUID();
  const { check, fetch } = await newCheck([id, id.toUpperCase()]);
  await fetch();
  await fetch();
  expect(maxsight.calls).toHaveLength(1);
  expect((await rowsOf(check.id)).images).toHaveLength(1);
});

it("goes on where it was when time was up", async () => {
  maxsight.script({ [route]: { ...png, delayMs: 150 } });
  const { fetch } = await newCheck([randomUUID(), randomUUID(), randomUUID()]);
  const first = await fetch({ deadlineMs: Date.now() + 1_000, fairTryMs: 800 });
  expect(first.status).toBe("unfinished");
  const before = maxsight.calls.length;
  expect(before).toBeGreaterThan(0);
  expect((await fetch()).status).toBe("complete");
  expect(maxsight.calls).toHaveLength(3);
});

it("sees what the bytes are when Maxsight does not say", async () => {
  maxsight.script({ [route]: { bytes: PNG, headers: { "content-type": "application/octet-stream" } } });
  const fetched = await (await newCheck([randomUUID()])).fetch();
  expect(fetched).toMatchObject({ status: "complete", images: [{ contentType: "image/png" }] });
});

it("tries again after trouble that may pass", async () => {
  maxsight.script({ [route]: [{ status: 503, text: "" }, { status: 404, json: {} }, png] });
  const { check, fetch } = await newCheck([randomUUID()]);
  expect((await fetch()).status).toBe("complete");
  expect((await rowsOf(check.id)).exchanges.map(({ attempt, status }) => [attempt, status])).toEqual(
    expect.arrayContaining([
      [1, 503],
      [2, 404],
      [3, 200],
    ]),
  );
});

it.each([
  ["404", { status: 404, json: {} }, "INVALID_CHECK_INPUT"],
  ["401", { status: 401, json: {} }, "INTEGRATION"],
  ["500", { status: 500, json: {} }, "INTEGRATION"],
  ["an empty body", { bytes: Buffer.alloc(0) }, "INVALID_CHECK_INPUT"],
  ["more than 20 MB", { bytes: Buffer.alloc(20_000_001) }, "INVALID_CHECK_INPUT"],
])("answers %s with an error that names the image", async (_case, reply, type) => {
  maxsight.script({ [route]: reply });
  const fetched = await (await newCheck([randomUUID()])).fetch();
  expect(fetched).toMatchObject({
    status: "failed",
    outcome: { errors: [{ type, data: { field: "/documents/0/images/0" } }] },
  });
});

it("forgets the bytes for good, and downloads again what it needs again", async () => {
  maxsight.script({ [route]: png });
  const { check, fetch } = await newCheck([randomUUID()]);
  await fetch();
  await asTenant(ctx.db, ctx.tenantId, (tx) => forgetImages(tx, check));
  const { images, bodies } = await rowsOf(check.id);
  expect(images).toHaveLength(1);
  expect(bodies.some((row) => row.id === images[0]?.payloadId)).toBe(false);
  expect((await fetch()).status).toBe("complete");
  expect(maxsight.calls).toHaveLength(2);
});

it("touches no other tenant's check", async () => {
  maxsight.script({ [route]: png });
  const { check } = await newCheck([randomUUID()]);
  const stranger = await harness.newTenant();
  const input = { documents: [{ images: [{ id: randomUUID() }] }] };
  await expect(
    fetchImages(stranger, { check, checkInput: input, deadlineMs: Date.now() + 5_000, fairTryMs: 0 }),
  ).rejects.toThrow("The signing key of this check does not exist.");
  expect(maxsight.calls).toEqual([]);
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) => tx.select({ id: checks.id }).from(checks));
  expect(rows.some((row) => row.id === check.id)).toBe(true);
});
