import { beforeEach, describe, expect, it } from "vitest";
import { sendSigned } from "@/lib/http/protocol/testing/signed-client";
import { getCheck, listChecks } from "@/lib/services/checks";
import { FIRST_PAGE } from "@/lib/services/page";
import { parseFaults } from "@/lib/simulator/faults";
import { useWorld } from "@/lib/temporal/testing/world";

const world = useWorld();
beforeEach(() => world.acme.reset());

async function checkOf(maxsightId: string) {
  const page = await listChecks(world.ctx, { filter: { maxsight_id: maxsightId }, page: FIRST_PAGE });
  return getCheck(world.ctx, { id: page.items[0]?.id ?? "" });
}

const company = {
  entity_type: "COMPANY",
  metadata: { name: "Example Co.", number: "0123456", country_of_incorporation: "GBR" },
};

/** A registry that says something new each time it is asked, until it has nothing more to say. */
function scriptRegistry(statuses: string[]): void {
  world.acme.script({
    "POST /v2/companies": { json: { id: "company-1" } },
    "GET /v2/companies/:id": statuses.map((status) => ({ json: { name: "Example Co.", status } })),
    "DELETE /v2/companies/:id": { status: 204 },
  });
}

const cancelsAtProvider = () => world.acme.calls.filter(({ method }) => method === "DELETE").length;

const connector = () => ({
  kind: "http",
  base_url: `${world.acme.url}/v2`,
  operations: {
    start: {
      request: { method: "POST", path: "/companies" },
      outcome: '{ "kind": "pending", "providerReference": body.id }',
    },
    poll: {
      request: { method: "GET", path: "/companies/{{ reference }}" },
      every: "1s",
      outcome: `{ "kind": "result", "customData": { "seen": body.status }, "output": { "entity_type": "COMPANY",
        "metadata": { "name": body.name, "is_active": body.status = "Active", "is_active_details": body.status } } }`,
    },
    cancel: { request: { method: "DELETE", path: "/companies/{{ reference }}" } },
    search: {
      request: { method: "GET", path: "/companies", query: { q: "{{ query.query }}" } },
      outcome: `body.companies.{ "name": name, "number": number, "country_of_incorporation": country }`,
    },
  },
  monitoring: { mode: "poll", every: "1s" },
});

const config = (type: string) => ({
  check_type: "COMPANY_DATA",
  check_template: { type },
  supported_features: ["COMPANY_SEARCH"],
});

describe("MONITORED_CALLBACK", () => {
  it("delivers each change as an update, in order, until Maxsight cancels", async () => {
    scriptRegistry(["Active", "Active", "Dissolved"]);
    const provider = await world.newProvider({
      config: config("MONITORED_CALLBACK"),
      connector: connector(),
    });
    const result = await world.simulate(provider, { checkInput: company, monitoring: { updates: 2 } });
    expect(result).toMatchObject({ state: "completed", findings: [], customData: { seen: "Dissolved" } });
    const seen = result.updates.map(
      (update) =>
        (update["check_output"] as { metadata: { is_active_details: string } }).metadata.is_active_details,
    );
    expect(seen).toEqual(["Active", "Dissolved"]);
    await expect.poll(async () => (await checkOf(result.checkId)).state).toBe("cancelled");
    const check = await checkOf(result.checkId);
    expect(check.updates.map(({ number, state }) => [number, state])).toEqual([
      [1, "fetched"],
      [2, "fetched"],
    ]);
    expect(check.notifications.map(({ kind, state }) => [kind, state])).toEqual([
      ["monitored_notify", "fetched"],
      ["monitored_notify", "fetched"],
    ]);
    await expect.poll(() => world.acme.calls.some(({ method }) => method === "DELETE")).toBe(true);
    const asked = world.acme.calls.length;
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(world.acme.calls).toHaveLength(asked);
  });

  it("notifies nothing more after a cancel in flight", async () => {
    scriptRegistry(["Active", "Dissolved"]);
    const provider = await world.newProvider({
      config: config("MONITORED_CALLBACK"),
      connector: connector(),
    });
    const result = await world.simulate(provider, {
      checkInput: company,
      faults: parseFaults(["cancel-in-flight"]),
    });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect((await checkOf(result.checkId)).state).toBe("cancelled");
    await expect.poll(cancelsAtProvider, { timeout: 15_000 }).toBe(1);
  });

  it("cancels what it can of a list, and warns of the rest", async () => {
    scriptRegistry(["Active"]);
    const provider = await world.newProvider({
      config: config("MONITORED_CALLBACK"),
      connector: connector(),
    });
    const run = () =>
      world.simulate(provider, { checkInput: company, monitoring: { updates: 1, cancel: false } });
    const checks = [await run(), await run()];
    const references = [checks[0]?.reference, "nobody-knows-this", checks[1]?.reference];
    const cancel = () =>
      sendSigned(world.door.origin, {
        method: "POST",
        target: `/p/${provider.slug}/cancel_checks`,
        body: {
          provider_id: provider.providerId,
          commercial_relationship: "DIRECT",
          provider_config: {},
          references,
        },
        signingKey: provider.signingKey,
      });
    const answer = await cancel();
    expect(answer.json).toMatchObject({ errors: [], warnings: [{ type: "INVALID_CHECK_INPUT" }] });
    for (const { checkId } of checks) expect((await checkOf(checkId)).state).toBe("cancelled");
    expect((await cancel()).json).toEqual(answer.json);
    await expect.poll(cancelsAtProvider, { timeout: 15_000 }).toBe(2);
  });

  it("finds companies while a check runs, and demo data for demo checks", async () => {
    scriptRegistry(["Active"]);
    world.acme.script({
      "GET /v2/companies": {
        json: { companies: [{ name: "Example Co.", number: "0123456", country: "GBR" }] },
      },
    });
    const provider = await world.newProvider({
      config: config("MONITORED_CALLBACK"),
      connector: connector(),
    });
    const search = (demoResult: string | null) =>
      sendSigned(world.door.origin, {
        method: "POST",
        target: `/p/${provider.slug}/search`,
        body: {
          demo_result: demoResult,
          commercial_relationship: "DIRECT",
          search_input: { query: "Example", country_of_incorporation: "GBR" },
          provider_config: {},
          provider_credentials: { api_token: "token" },
        },
        signingKey: provider.signingKey,
      });
    expect((await search(null)).json).toMatchObject({
      search_output: [{ name: "Example Co.", number: "0123456", country_of_incorporation: "GBR" }],
    });
    expect(((await search("MANY_HITS")).json as { search_output: unknown[] }).search_output).toHaveLength(5);
  });

  it("delivers demo results as updates", async () => {
    const provider = await world.newProvider({
      config: config("MONITORED_CALLBACK"),
      connector: connector(),
    });
    const result = await world.simulate(provider, { demoResult: "ALL_DATA" });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    expect(world.acme.calls).toEqual([]);
  });
});

describe("MONITORED_POLLING, which is no longer offered", () => {
  const legacy = {
    ...config("MONITORED_POLLING"),
    check_template: {
      type: "MONITORED_POLLING",
      polling_strategy: { type: "UNIFORM", initial_interval: 1, polling_interval: 1, max_polls: 20 },
      monitoring_strategy: { type: "UNIFORM", update_interval: 2 },
    },
  };

  it("is polled for the first result and for updates, and never notified", async () => {
    scriptRegistry(["Active", "Dissolved"]);
    const provider = await world.newProvider({ config: legacy, connector: connector() });
    const result = await world.simulate(provider, { checkInput: company, monitoring: { updates: 2 } });
    expect(result).toMatchObject({ state: "completed", findings: [] });
    const seen = result.updates.map(
      (update) =>
        (update["check_output"] as { metadata: { is_active_details: string } }).metadata.is_active_details,
    );
    expect(seen).toEqual(["Active", "Dissolved"]);
    const check = await checkOf(result.checkId);
    expect(check).toMatchObject({ state: "monitoring", notifications: [] });
    expect(check.readyAt).not.toBeNull();
  });

  it("answers that it does not know which references changed", async () => {
    const provider = await world.newProvider({ config: legacy, connector: connector() });
    const other = await world.newProvider();
    const ask = (target: typeof provider) =>
      sendSigned(world.door.origin, {
        method: "POST",
        target: `/p/${target.slug}/monitored_provider/poll`,
        body: {},
        signingKey: target.signingKey,
      });
    expect((await ask(provider)).json).toMatchObject({ references: "UNKNOWN" });
    expect((await ask(other)).status).toBe(404);
  });
});
