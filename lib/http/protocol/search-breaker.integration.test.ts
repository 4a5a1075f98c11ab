import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { useHarness } from "@/lib/db/testing/harness";
import { listBreakers } from "@/lib/services/breakers";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { openDirectDoor } from "./testing/open-test-door";
import { sendSigned } from "./testing/signed-client";

const harness = useHarness();

it("opens the provider's breaker when searches fail, and then answers them without a call", async () => {
  const ctx = await harness.newTenant();
  const fake = await startFakeProvider();
  fake.script({ "GET /v1/companies": { status: 503 } });
  const provider = await createSampleProvider(ctx, {
    config: { check_type: "COMPANY_DATA", supported_features: ["COMPANY_SEARCH"] },
    connector: {
      kind: "http",
      base_url: `${fake.url}/v1`,
      operations: {
        start: { request: { method: "POST", path: "/checks" }, outcome: '{ "kind": "pending" }' },
        search: { request: { method: "GET", path: "/companies" }, outcome: "body" },
      },
    },
  });
  const door = await openDirectDoor(harness.runtime);
  const search = () =>
    sendSigned(door.origin, {
      method: "POST",
      target: `/p/${provider.slug}/search`,
      body: {
        id: randomUUID(),
        demo_result: null,
        commercial_relationship: "DIRECT",
        search_input: { query: "Example", country_of_incorporation: "GBR" },
        provider_config: {},
        provider_credentials: { api_token: "token" },
      },
      signingKey: provider.signingKey,
    });
  for (let asked = 0; asked < 12 && (await listBreakers(ctx)).length === 0; asked += 1) {
    await search();
    await door.door.recorder.flush();
  }
  expect(await listBreakers(ctx)).toMatchObject([{ scope: "provider", state: "open" }]);
  const before = fake.calls.length;
  expect((await search()).json).toMatchObject({ errors: [{ type: "PROVIDER_CONNECTION" }] });
  expect(fake.calls).toHaveLength(before);
  await door.close();
  await fake.stop();
}, 60_000);
