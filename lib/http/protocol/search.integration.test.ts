import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FakeProvider, startFakeProvider } from "@/e2e/fake-provider/fake-provider";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { ServiceContext } from "@/lib/services/context";
import { createSampleProvider, type SampleProvider } from "@/lib/services/testing/sample-provider";
import { openDirectDoor, openFetchDoor, type TestDoor } from "./testing/open-test-door";
import { sendSigned } from "./testing/signed-client";

const harness = useHarness();
const CONFIG = { check_type: "COMPANY_DATA", supported_features: ["COMPANY_SEARCH"] };

let fake: FakeProvider;
beforeAll(async () => {
  fake = await startFakeProvider();
});
beforeEach(() => fake.reset());
afterAll(() => fake.stop());

const searchBody = (changes: Record<string, unknown> = {}) => ({
  id: randomUUID(),
  demo_result: null,
  commercial_relationship: "DIRECT",
  search_input: { query: "Moody's", country_of_incorporation: "GBR", state_of_incorporation: "" },
  provider_config: {},
  provider_credentials: { api_token: "token-of-the-customer" },
  ...changes,
});

const connector = (outcome: string) => ({
  kind: "http",
  base_url: `${fake.url}/v1`,
  auth: { type: "bearer", token: "{{ credentials.api_token }}" },
  operations: {
    start: { request: { method: "POST", path: "/checks" }, outcome: '{ "kind": "pending" }' },
    search: { request: { method: "GET", path: "/companies", query: { q: "{{ query.query }}" } }, outcome },
  },
});

const HITS = `body.companies.{ "name": name, "number": number, "country_of_incorporation": country,
  "provider_reference": { "reference": id, "label": "ACME" } }`;

describe.each([
  ["direct", openDirectDoor],
  ["next", openFetchDoor],
] as const)("search through the %s door", (_name, openDoor) => {
  let open: TestDoor;
  let ctx: ServiceContext;
  let live: SampleProvider;

  beforeAll(async () => {
    ctx = await harness.newTenant();
    live = await createSampleProvider(ctx, { config: CONFIG, connector: connector(HITS) });
    open = await openDoor(harness.runtime);
  });
  afterAll(() => open.close());

  const search = (provider: SampleProvider, body: unknown) =>
    sendSigned(open.origin, {
      method: "POST",
      target: `/p/${provider.slug}/search`,
      body,
      signingKey: provider.signingKey,
    });

  it("is 404 where COMPANY_SEARCH is not declared, and 400 for a body that is none of the protocol", async () => {
    const without = await createSampleProvider(ctx, { config: { check_type: "COMPANY_DATA" } });
    expect((await search(without, searchBody())).status).toBe(404);
    expect((await search(live, searchBody({ search_input: { query: 7 } }))).status).toBe(400);
  });

  it.each([
    ["NO_HITS", 0],
    ["ONE_HIT", 1],
    ["MANY_HITS", 5],
    ["ANY", 5],
  ])("answers the demo result %s with %i candidates and asks nobody", async (demo, count) => {
    const answer = await search(live, searchBody({ demo_result: demo }));
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      errors: [],
      warnings: [],
      provider_data: "Demo result. Did not make request to provider.",
    });
    expect((answer.json as { search_output: unknown[] }).search_output).toHaveLength(count);
    expect(fake.calls).toEqual([]);
  });

  it.each([
    ["ERROR_INVALID_CREDENTIALS", "INVALID_CREDENTIALS"],
    ["ERROR_CONNECTION_TO_PROVIDER", "PROVIDER_CONNECTION"],
    ["SOMETHING_ELSE", "UNSUPPORTED_DEMO_RESULT"],
  ])("answers the demo result %s in a 200 as %s", async (demo, type) => {
    const answer = await search(live, searchBody({ demo_result: demo }));
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ search_output: [], errors: [{ type }] });
  });

  it("refuses a country before the demo result, and a live search without credentials", async () => {
    const abroad = { query: "Moody's", country_of_incorporation: "USA" };
    expect((await search(live, searchBody({ search_input: abroad, demo_result: "ANY" }))).json).toMatchObject(
      { errors: [{ type: "INVALID_CHECK_INPUT", sub_type: "UNSUPPORTED_COUNTRY" }] },
    );
    expect((await search(live, searchBody({ provider_credentials: {} }))).json).toMatchObject({
      errors: [{ type: "INVALID_CREDENTIALS" }],
    });
    expect(fake.calls).toEqual([]);
  });

  it("asks the provider and gives its candidates", async () => {
    const companies = [{ name: "Moody's Ltd", number: "0123", country: "GBR", id: "acme-1" }];
    fake.script({ "GET /v1/companies": { json: { companies } } });
    const answer = await search(live, searchBody());
    expect(answer.json).toMatchObject({
      search_output: [
        {
          name: "Moody's Ltd",
          number: "0123",
          country_of_incorporation: "GBR",
          provider_reference: { reference: "acme-1", label: "ACME" },
        },
      ],
      errors: [],
      warnings: [],
    });
    expect(fake.calls).toMatchObject([
      { query: { q: "Moody's" }, headers: { authorization: "Bearer token-of-the-customer" } },
    ]);
  });

  it("names the path of a candidate that breaks its shape", async () => {
    const companies = [{ name: "Moody's Ltd", number: "0123", country: "Britain", id: "acme-1" }];
    fake.script({ "GET /v1/companies": { json: { companies } } });
    const answer = await search(live, searchBody());
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      search_output: [],
      errors: [
        {
          type: "INTEGRATION",
          data: { at: "/operations/search/outcome", path: "/0/country_of_incorporation" },
        },
      ],
    });
  });

  it("answers a provider that fails in a 200", async () => {
    fake.script({ "GET /v1/companies": { status: 503, text: "down" } });
    const answer = await search(live, searchBody());
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ search_output: [], errors: [{ type: "PROVIDER_CONNECTION" }] });
  });

  it("is recorded with both messages, belonging to no check and holding no credentials", async () => {
    fake.script({ "GET /v1/companies": { json: { companies: [] } } });
    const provider = await createSampleProvider(ctx, { config: CONFIG, connector: connector(HITS) });
    await search(provider, searchBody());
    await open.door.recorder.flush();
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) => tx.select().from(exchanges));
    const mine = rows.filter((row) => row.providerId === provider.providerId);
    expect(
      mine.map(({ peer, operation, checkId, status }) => ({ peer, operation, checkId, status })),
    ).toEqual(
      expect.arrayContaining([
        { peer: "provider", operation: "search", checkId: null, status: 200 },
        { peer: "maxsight", operation: "search", checkId: null, status: 200 },
      ]),
    );
  });
});
