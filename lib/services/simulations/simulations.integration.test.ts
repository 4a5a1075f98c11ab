import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { createHttpClient } from "@/lib/egress/http-client";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import { openDirectDoor, type TestDoor } from "@/lib/http/protocol/testing/open-test-door";
import { Receiver } from "@/lib/simulator/receiver";
import { listAudit } from "../audit";
import { listBreakers } from "../breakers";
import { contextFor, type ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import { listSigningKeys } from "../signing-keys";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { createSampleProvider } from "../testing/sample-provider";
import {
  getSimulation,
  listSimulations,
  type Simulation,
  startSimulation,
  type StartSimulationInput,
  stopSimulation,
  watchSimulation,
} from ".";

const harness = useHarness();
let door: TestDoor;

beforeAll(async () => {
  door = await openDirectDoor(harness.runtime);
});
afterAll(() => door.close());

const newTenant = async (): Promise<ServiceContext> => ({
  ...(await harness.newTenant()),
  publicUrl: door.origin,
});

const PLAN = {
  demoResult: "ANY",
  checkInput: null,
  credentials: null,
  faults: [],
  checks: 1,
  timeScale: 0.1,
  deadlineSeconds: 5,
} satisfies Omit<StartSimulationInput, "target">;

const onProvider = (slug: string, changes: Partial<StartSimulationInput> = {}): StartSimulationInput => ({
  ...PLAN,
  target: { kind: "provider", slug },
  ...changes,
});

/** The run once it is over. */
async function ended(ctx: ServiceContext, id: string): Promise<Simulation> {
  const isOver = () => getSimulation(ctx, { id }).state !== "running";
  await new Promise<void>((resolve) => {
    if (isOver()) resolve();
    const unwatch = watchSimulation(ctx, { id }, () => {
      if (!isOver()) return;
      unwatch();
      resolve();
    });
  });
  return getSimulation(ctx, { id });
}

const customCallback = {
  check_template: { type: "ONE_TIME_CALLBACK", request_timeout: 60, callback_timeout: 240 },
};

describe("a simulation against a provider of ours", () => {
  it("runs the checks it was asked for and tells every step in order", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    const run = await ended(ctx, (await startSimulation(ctx, onProvider(slug, { checks: 3 }))).id);
    expect(run).toMatchObject({
      provider: { slug },
      url: `${door.origin}/p/${slug}/`,
      state: "finished",
      reason: null,
      droppedSteps: 0,
    });
    expect(run.checks.map(({ state }) => state)).toEqual(["completed", "completed", "completed"]);
    expect(run.steps.map(({ seq }) => seq)).toEqual(run.steps.map((_, index) => index));
    const calls = run.steps.flatMap((step) =>
      step.kind === "call" ? [`${step.method} ${step.operation}`] : [],
    );
    expect(calls.filter((call) => call === "GET config")).toHaveLength(1);
    expect(calls.filter((call) => call === "POST checks")).toHaveLength(3);
  });

  it("uses a key of its own, which is gone from the list and written in the audit trail", async () => {
    const ctx = await newTenant();
    const { slug, secret } = await createSampleProvider(ctx);
    const run = await ended(ctx, (await startSimulation(ctx, onProvider(slug))).id);
    const keys = (await listSigningKeys(ctx, slug)).items;
    expect(keys).toMatchObject([{ keyId: secret.slice(0, 8), state: "active", lastUsedAt: null }]);
    const audit = await listAudit(ctx, { filter: {}, page: FIRST_PAGE });
    const temporary = audit.items.filter(({ details }) => details["purpose"] === "simulation");
    expect(temporary.map(({ action }) => action)).toEqual(["temporary_key.ended", "temporary_key.created"]);
    const signed = run.steps.flatMap((step) =>
      step.kind === "call" ? step.request.headers.filter(([name]) => name === "Authorization") : [],
    );
    expect(signed.length).toBeGreaterThan(0);
    expect(JSON.stringify(signed)).not.toContain(secret.slice(0, 8));
  });

  it("masks the bodies of a live check and never keeps credentials", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    const start = onProvider(slug, { demoResult: null, credentials: { api_token: "very-secret" } });
    const run = await ended(ctx, (await startSimulation(ctx, start)).id);
    const text = JSON.stringify(run);
    expect(text).not.toContain("very-secret");
    expect(text).not.toContain("Sample Street");
    expect(text).toContain("•");
  });

  it("plays faults, and what Maxsight thinks of the answer is a finding or an end", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    const run = await ended(
      ctx,
      (await startSimulation(ctx, onProvider(slug, { faults: ["wrong-signature"] }))).id,
    );
    expect(run.checks).toMatchObject([{ state: "protocol_error" }]);
    expect(run.checks[0]?.reason).toContain("401");
  });

  it("ends what it left open, so that nothing notifies a simulator that is gone", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { config: customCallback });
    const { id } = await startSimulation(ctx, onProvider(slug, { deadlineSeconds: 1 }));
    const run = await ended(ctx, id);
    expect(run.checks).toMatchObject([{ state: "timed_out" }]);
    const notes = run.steps.flatMap((step) => (step.kind === "note" ? [step.text] : []));
    expect(notes.at(-1)).toBe(
      "1 check was still open and ended with the run: nobody listens for their callbacks any more",
    );
  });

  it("leaves no breaker behind for an address that is gone", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { config: customCallback });
    const { id } = await startSimulation(ctx, onProvider(slug, { deadlineSeconds: 2 }));
    const [key] = (await listSigningKeys(ctx, slug)).items;
    await insertSampleBreaker(ctx, { scope: "maxsight_host", key: key?.apiBaseUrl ?? "" });
    expect(await listBreakers(ctx)).toMatchObject([{ key: key?.apiBaseUrl, state: "open" }]);
    await ended(ctx, id);
    expect(await listBreakers(ctx)).toEqual([]);
  });

  it("stops when a person says so", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { config: customCallback });
    const { id } = await startSimulation(ctx, onProvider(slug, { deadlineSeconds: 600 }));
    stopSimulation(ctx, { id });
    expect(await ended(ctx, id)).toMatchObject({ state: "stopped", reason: "Stopped by a person." });
  });

  it("refuses callbacks where the instance may not call its own machine, and still runs the rest", async () => {
    const ctx = { ...(await newTenant()), http: createHttpClient({ allow: [], refusePorts: [] }) };
    const callback = await createSampleProvider(ctx, { config: customCallback });
    await expect(startSimulation(ctx, onProvider(callback.slug))).rejects.toThrow(
      "This instance may not call its own machine",
    );
    const synchronous = await createSampleProvider(ctx);
    const run = await ended(ctx, (await startSimulation(ctx, onProvider(synchronous.slug))).id);
    expect(run.checks).toMatchObject([{ state: "completed" }]);
  });
});

describe("a simulation against a pasted URL", () => {
  it("runs with the pasted secret", async () => {
    const ctx = await newTenant();
    const { slug, secret } = await createSampleProvider(ctx);
    const target = { kind: "url", url: `${door.origin}/p/${slug}`, secret, port: null } as const;
    const run = await ended(ctx, (await startSimulation(ctx, { ...PLAN, target })).id);
    expect(run).toMatchObject({ provider: null, url: `${door.origin}/p/${slug}/`, state: "finished" });
    expect(run.checks).toMatchObject([{ state: "completed" }]);
    expect(JSON.stringify(run)).not.toContain(secret);
  });

  it("goes through the egress guard: our own network stays closed", async () => {
    const ctx = { ...(await newTenant()), http: createHttpClient({ allow: [], refusePorts: [] }) };
    const { slug, secret } = await createSampleProvider(ctx);
    const target = { kind: "url", url: `${door.origin}/p/${slug}/`, secret, port: null } as const;
    const run = await ended(ctx, (await startSimulation(ctx, { ...PLAN, target })).id);
    expect(run.checks[0]?.reason).toContain("The host resolves to a private, local or reserved address.");
  });

  it("listens on a port that the integration knows, unless another program has it", async () => {
    const ctx = await newTenant();
    const probe = new Receiver();
    await probe.start();
    const { slug, secret } = await createSampleProvider(ctx, { config: customCallback });
    const target = { kind: "url", url: `${door.origin}/p/${slug}/`, secret, port: probe.port } as const;
    const taken = startSimulation(ctx, { ...PLAN, target });
    await expect(taken).rejects.toMatchObject({ issues: [{ path: "/target/port" }] });
    await probe.stop();
    const { id } = await startSimulation(ctx, { ...PLAN, target, deadlineSeconds: 1 });
    const caller = await fetch(`http://127.0.0.1:${probe.port}/integrations/v1/callbacks`, {
      method: "POST",
    });
    expect(caller.status).toBe(401);
    await ended(ctx, id);
    const closed = { ...ctx, http: createHttpClient({ allow: [], refusePorts: [] }) };
    await expect(startSimulation(closed, { ...PLAN, target })).rejects.toMatchObject({
      issues: [{ path: "/target/port" }],
    });
  });

  it.each([
    ["ftp://example.com/", "P1WXsqXZ0l1N8nTT1tuT1pU0yG7qk2oJ0bS6lUOoJ0k=", "/target/url"],
    ["http://example.com/", "P1WXsqXZ0l1N8nTT1tuT1pU0yG7qk2oJ0bS6lUOoJ0k=", "/target/url"],
    ["https://example.com/", "short", "/target/secret"],
  ])("refuses %s with %s", async (url, secret, path) => {
    const ctx = await newTenant();
    const start = startSimulation(ctx, { ...PLAN, target: { kind: "url", url, secret, port: null } });
    await expect(start).rejects.toMatchObject({ issues: [{ path }] });
  });
});

describe("who may do what", () => {
  it("keeps a tenant's runs from others", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    const { id } = await startSimulation(ctx, onProvider(slug));
    const stranger = await newTenant();
    expect(() => getSimulation(stranger, { id })).toThrow(NotFoundError);
    expect(() => stopSimulation(stranger, { id })).toThrow(NotFoundError);
    expect(listSimulations(stranger)).toEqual([]);
    expect(listSimulations(ctx)).toMatchObject([{ id }]);
    await ended(ctx, id);
  });

  it("refuses a read-only actor, and an operator where a key is made", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    const as = (role: "viewer" | "operator") =>
      contextFor(ctx, ctx.tenantId, { kind: "user", id: "u", label: role, role });
    await expect(startSimulation(as("viewer"), onProvider(slug))).rejects.toThrow(ForbiddenError);
    await expect(startSimulation(as("operator"), onProvider(slug))).rejects.toThrow(ForbiddenError);
  });

  it("runs few at once", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { config: customCallback });
    const slow = onProvider(slug, { deadlineSeconds: 60 });
    const first = await startSimulation(ctx, slow);
    const second = await startSimulation(ctx, slow);
    await expect(startSimulation(ctx, slow)).rejects.toThrow(ConflictError);
    for (const { id } of [first, second]) {
      stopSimulation(ctx, { id });
      await ended(ctx, id);
    }
  });

  it("names a fault it does not know", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    await expect(startSimulation(ctx, onProvider(slug, { faults: ["no-such"] }))).rejects.toThrow(
      InvalidInputError,
    );
  });
});
