import { randomUUID } from "node:crypto";
import { afterEach, expect, it } from "vitest";
import { getCheck, listChecks } from "@/lib/services/checks";
import { FIRST_PAGE } from "@/lib/services/page";
import { sampleIndividual } from "@/lib/services/testing/sample-provider";
import { openClient } from "@/lib/temporal/connection";
import { acmeConnector, sendSigned, useWorld } from "@/lib/temporal/testing/world";
import { findFreePort } from "@/scripts/supervise/ports.mjs";
import { type OwnProcess, startWebProcess, startWorkerProcess } from "./testing/own-process";

const world = useWorld({ worker: false });
const processes: OwnProcess[] = [];
const where = () => ({
  databaseUrl: world.harness.databaseUrl,
  rootKey: world.harness.rootKey,
  temporal: world.temporal.settings,
});

async function startWorker(): Promise<OwnProcess> {
  const worker = await startWorkerProcess(where());
  processes.push(worker);
  return worker;
}

afterEach(async () => {
  await Promise.all(processes.splice(0).map((started) => started.kill("SIGKILL")));
});

async function checkOf(maxsightId: string) {
  const page = await listChecks(world.ctx, { filter: { maxsight_id: maxsightId }, page: FIRST_PAGE });
  return getCheck(world.ctx, { id: page.items[0]?.id ?? "" });
}

it.each(["POST /v2/checks", "GET /v2/checks/:id"])(
  "finishes a check once when the worker dies right after the provider answered %s",
  async (route) => {
    const provider = await world.newProvider();
    const worker = await startWorker();
    world.acme.reset();
    let kills = 0;
    world.acme.script({
      [route]: () => {
        if (kills === 0) setTimeout(() => void worker.kill("SIGKILL").then(startWorker), 2);
        kills += 1;
        return route.startsWith("POST")
          ? { status: 201, json: { id: "acme-1", status: "pending" } }
          : { json: { id: "acme-1", status: "complete", decision: "approved", summary: "Approved." } };
      },
      ...(route.startsWith("POST")
        ? {
            "GET /v2/checks/:id": {
              json: { id: "acme-1", status: "complete", decision: "approved", summary: "Approved." },
            },
          }
        : {}),
    });
    const arrivals: string[] = [];
    const stop = world.receiver.onArrival((arrival) => arrivals.push(arrival.route));
    const result = await world.simulate(provider, { checkInput: sampleIndividual() });
    stop();
    world.acme.reset();
    expect(result).toMatchObject({ state: "completed", result: { decision: "PASS" } });
    expect(arrivals).toEqual(["callbacks"]);
    expect(kills).toBeGreaterThan(0);
    expect(await checkOf(result.checkId)).toMatchObject({
      state: "finished",
      delivery: { state: "fetched" },
    });
  },
  120_000,
);

it("finishes a check once when the web process dies between its calls", async () => {
  await startWorker();
  world.acme.reset();
  const provider = await world.newProvider();
  world.receiver.trust(provider.signingKey);
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const id = randomUUID();
  const members = { id, commercial_relationship: "DIRECT", provider_config: {}, provider_credentials: {} };
  /** Each call meets a process of its own, which is killed as soon as it has answered. */
  const call = async (path: string, body: Record<string, unknown>) => {
    const web = await startWebProcess({ ...where(), port });
    processes.push(web);
    const target = `/p/${provider.slug}/checks${path}`;
    const answer = await sendSigned(origin, {
      method: "POST",
      target,
      signingKey: provider.signingKey,
      body: { ...members, ...body },
    });
    await web.kill("SIGKILL");
    return answer.json as Record<string, unknown>;
  };

  const started = await call("", {
    check_input: sampleIndividual(),
    provider_credentials: { api_token: "token-of-the-customer" },
  });
  const pair = { provider_id: String(started["provider_id"]), reference: String(started["reference"]) };
  const callbacks: string[] = [];
  world.receiver.open(pair.provider_id, pair.reference);
  const stop = world.receiver.onArrival((arrival) => callbacks.push(arrival.route));
  expect(await call(`/${id}/ready`, pair)).toMatchObject({ errors: [] });
  await expect.poll(() => callbacks, { timeout: 20_000 }).toEqual(["callbacks"]);
  stop();
  expect(await call(`/${id}/complete`, pair)).toMatchObject({ result: { decision: "PASS" }, errors: [] });
  expect(world.acme.calls.filter((made) => made.method === "POST")).toHaveLength(1);
  await expect.poll(async () => (await checkOf(id)).state).toBe("finished");
}, 120_000);

it("stops cleanly on SIGTERM", async () => {
  const worker = await startWorker();
  const startedAt = Date.now();
  expect(await worker.kill("SIGTERM")).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(5000);
  expect(worker.log.at(-1)).toContain("worker has stopped");
});

it("waits on SIGTERM for a provider that is slow to answer and may not be asked twice", async () => {
  const worker = await startWorker();
  const slow = {
    request: { method: "POST", path: "/checks" },
    timeout_ms: 60_000,
    outcome: '{ "kind": "result", "result": { "decision": "PASS", "summary": body.summary } }',
  };
  const provider = await world.newProvider({ connector: acmeConnector(world.acme.url, { start: slow }) });
  world.acme.reset();
  world.acme.script({ "POST /v2/checks": { delayMs: 27_000, json: { summary: "Approved." } } });
  const id = randomUUID();
  const body = {
    id,
    check_input: sampleIndividual(),
    commercial_relationship: "DIRECT",
    provider_config: {},
    provider_credentials: { api_token: "token-of-the-customer" },
  };
  const { signingKey, slug } = provider;
  await sendSigned(world.door.origin, { method: "POST", target: `/p/${slug}/checks`, signingKey, body });
  await expect.poll(() => world.acme.calls.length).toBe(1);
  expect(await worker.kill("SIGTERM")).toBe(0);
  world.acme.reset();
  expect(await checkOf(id)).toMatchObject({ state: "result_ready", outcome: "result" });
}, 60_000);

it("finishes all of 50 checks that were started while Temporal was away", async () => {
  await startWorker();
  const provider = await world.newProvider();
  world.acme.reset();
  const answeredMs: number[] = [];
  let started = 0;
  let stopping: Promise<void> = Promise.resolve();
  const one = async () => {
    started += 1;
    if (started === 10) stopping = world.temporal.stop();
    return world.simulate(provider, {
      checkInput: sampleIndividual(),
      callbackDeadlineMs: 90_000,
      onStep: (step) => {
        if (step.kind === "call" && step.call.operation === "checks") answeredMs.push(step.call.durationMs);
      },
    });
  };
  const running = Array.from({ length: 50 }, one);
  await expect.poll(() => answeredMs.length, { timeout: 30_000 }).toBe(50);
  expect(Math.max(...answeredMs)).toBeLessThan(2500);
  await stopping;
  await world.temporal.start();
  const results = await Promise.all(running);
  expect(results.filter((result) => result.state === "completed")).toHaveLength(50);
  const page = await listChecks(world.ctx, {
    filter: { provider: provider.slug },
    page: { limit: 100, after: null },
  });
  expect(page.items.map((check) => check.state)).toEqual(Array.from({ length: 50 }, () => "finished"));
}, 120_000);

it("leaves no personal data, credential or secret in any history", async () => {
  await startWorker();
  const provider = await world.newProvider();
  world.acme.reset();
  await world.simulate(provider, { checkInput: sampleIndividual() });
  const refused = { personal_details: { name: { given_names: ["Ada"], family_name: "Invalid" } } };
  await world.simulate(provider, { checkInput: { ...sampleIndividual(), ...refused } });
  const client = openClient(world.temporal.settings);
  let histories = 0;
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const bytes = textOf(history);
    for (const secret of [
      "Musterfrau",
      "Ada",
      "1990-01-31",
      "Sampleton",
      "ada@example.com",
      "Acme approved",
    ]) {
      expect(bytes).not.toContain(secret);
    }
    for (const secret of ["token-of-the-customer", provider.secret, "acme-1", "date of birth"]) {
      expect(bytes).not.toContain(secret);
    }
    histories += 1;
  }
  await client.connection.close();
  expect(histories).toBeGreaterThan(1);
});

/** Every string and every payload of a history, decoded. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("utf8");
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textOf).join("\n");
}
