import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { payloads } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { ServiceContext } from "@/lib/services/context";
import {
  createSampleProvider,
  sampleIndividual,
  type SampleProvider,
} from "@/lib/services/testing/sample-provider";
import { openDirectDoor, type TestDoor } from "./testing/open-test-door";
import { sendSigned } from "./testing/signed-client";

const harness = useHarness();
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

/** Maxsight's images and the provider's API: both are only addresses to the gateway. */
let outside: FakeProvider;
let open: TestDoor;
let ctx: ServiceContext;
let provider: SampleProvider;

beforeAll(async () => {
  outside = await startFakeProvider();
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, {
    apiBaseUrl: outside.url,
    config: {
      check_type: "DOCUMENT_VERIFICATION",
      check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 10 },
    },
    connector: {
      kind: "http",
      base_url: outside.url,
      operations: {
        start: {
          request: { method: "POST", path: "/verify", body: '{ "image": $base64(images[0]) }' },
          outcome: `{ "kind": "result", "output": { "entity_type": "INDIVIDUAL", "documents": [$merge([input.documents[0],
            { "verification_result": { "all_passed": true } }])] } }`,
        },
      },
    },
  });
  open = await openDirectDoor(harness.runtime);
});
beforeEach(() => outside.reset());
afterAll(async () => {
  await open.close();
  await outside.stop();
});

const start = () =>
  sendSigned(open.origin, {
    method: "POST",
    target: `/p/${provider.slug}/checks`,
    signingKey: provider.signingKey,
    body: {
      id: randomUUID(),
      commercial_relationship: "DIRECT",
      provider_config: {},
      provider_credentials: { api_token: "x" },
      check_input: {
        ...sampleIndividual(),
        documents: [
          {
            id: randomUUID(),
            category: "PROOF_OF_IDENTITY",
            document_type: "PASSPORT",
            images: [{ id: randomUUID(), image_type: "FRONT" }],
          },
        ],
      },
    },
  });

it("are fetched while a synchronous check is answered, and gone when it is", async () => {
  outside.script({
    "GET /integrations/v1/images/:id": { bytes: PNG, headers: { "content-type": "image/png" } },
    "POST /verify": { json: {} },
  });
  const answer = await start();
  expect(answer.json).toMatchObject({
    errors: [],
    check_output: { documents: [{ verification_result: { all_passed: true } }] },
  });
  expect(outside.calls.at(-1)?.json).toEqual({ image: PNG.toString("base64") });
  const kept = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.select({ kind: payloads.class }).from(payloads),
  );
  expect(kept.map(({ kind }) => kind)).not.toContain("image");
});

it("that do not come in time leave time for an answer", async () => {
  outside.script({ "GET /integrations/v1/images/:id": { fault: "hang" } });
  const answer = await start();
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchObject({ errors: [{ type: "INTEGRATION" }] });
  expect(outside.calls.some(({ path }) => path === "/verify")).toBe(false);
});
