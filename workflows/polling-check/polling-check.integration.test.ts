import { beforeEach, expect, it } from "vitest";
import { getCheck, listChecks } from "@/lib/services/checks";
import { FIRST_PAGE } from "@/lib/services/page";
import { sampleIndividual } from "@/lib/services/testing/sample-provider";
import { acmeConnector, useWorld } from "@/lib/temporal/testing/world";

const world = useWorld();
beforeEach(() => world.acme.reset());

const STRATEGY = { type: "UNIFORM", initial_interval: 1, polling_interval: 1, max_polls: 30 };
const config = { check_template: { type: "ONE_TIME_POLLING", polling_strategy: STRATEGY } };

async function checkOf(maxsightId: string) {
  const page = await listChecks(world.ctx, { filter: { maxsight_id: maxsightId }, page: FIRST_PAGE });
  return getCheck(world.ctx, { id: page.items[0]?.id ?? "" });
}

it("is polled until the provider is done, and never notified", async () => {
  const provider = await world.newProvider({ config });
  const result = await world.simulate(provider, { checkInput: sampleIndividual(), timeScale: 0.3 });
  expect(result).toMatchObject({
    state: "completed",
    result: { decision: "PASS", summary: "Acme approved Musterfrau." },
    findings: [],
  });
  expect(await checkOf(result.checkId)).toMatchObject({ state: "finished", notifications: [] });
});

it("answers a poll from the store while the provider hangs", async () => {
  const connector = acmeConnector(world.acme.url);
  world.acme.script({ "GET /v2/checks/:id": { fault: "hang" } });
  const provider = await world.newProvider({ config, connector });
  const durations: number[] = [];
  const result = await world.simulate(provider, {
    checkInput: sampleIndividual(),
    timeScale: 0.2,
    onStep: (step) => {
      if (step.kind === "call" && step.call.operation === "poll") durations.push(step.call.durationMs);
    },
  });
  expect(result.state).toBe("timed_out");
  expect(durations).toHaveLength(30);
  expect(durations.toSorted((left, right) => left - right)[15]).toBeLessThan(100);
});

it("keeps asking a provider that is briefly away, and not before it wants to be asked", async () => {
  // A path of its own: the check of the test before may still be asked for.
  world.acme.script({
    "GET /v2/held/:id": [
      { status: 503, headers: { "retry-after": "3" }, text: "down" },
      { json: { status: "complete", decision: "approved", summary: "Back again." } },
    ],
  });
  const { operations } = acmeConnector(world.acme.url);
  const connector = acmeConnector(world.acme.url, {
    poll: { ...operations.poll, request: { method: "GET", path: "/held/{{ providerReference }}" } },
  });
  const provider = await world.newProvider({ config, connector });
  const result = await world.simulate(provider, { checkInput: sampleIndividual(), timeScale: 0.3 });
  expect(result).toMatchObject({ state: "completed", result: { summary: "Back again." } });
  const [first, second] = world.acme.calls.filter(({ path }) => path.startsWith("/v2/held/"));
  expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(2_900);
});

it("takes an error that the mapping explains as the result, whatever its type", async () => {
  const outcome = `{ "kind": "errors", "errors": [{ "type": "PROVIDER_CONNECTION", "message": "The register is closed." }] }`;
  const connector = acmeConnector(world.acme.url, {
    poll: { request: { method: "GET", path: "/checks/{{ providerReference }}" }, every: "1s", outcome },
  });
  const provider = await world.newProvider({ config, connector });
  const result = await world.simulate(provider, { checkInput: sampleIndividual(), timeScale: 0.3 });
  expect(result).toMatchObject({ state: "errored", errors: [{ message: "The register is closed." }] });
});

it("delivers demo results by poll", async () => {
  const provider = await world.newProvider({ config });
  const result = await world.simulate(provider, { demoResult: "ANY", timeScale: 0.3 });
  expect(result).toMatchObject({ state: "completed", findings: [] });
});
