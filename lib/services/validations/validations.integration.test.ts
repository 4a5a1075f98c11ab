import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validationRuns } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { createHttpClient } from "@/lib/egress/http-client";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { openDirectDoor, type TestDoor } from "@/lib/http/protocol/testing/open-test-door";
import { listAudit } from "../audit";
import { listChecks } from "../checks";
import { contextFor, type ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import {
  getGoLiveGate,
  getProvider,
  goLive,
  pauseProvider,
  resumeProvider,
  updateProvider,
} from "../providers";
import { listSigningKeys } from "../signing-keys";
import { createSampleProvider, sampleConfig } from "../testing/sample-provider";
import {
  findValidatedVersion,
  getValidation,
  listValidations,
  listVersionResults,
  runValidation,
  type Validation,
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

/** The run once it is over. */
async function ended(ctx: ServiceContext, slug: string, id: string): Promise<Validation> {
  for (;;) {
    const run = await getValidation(ctx, { slug, id });
    if (run.state !== "running") return run;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const validate = async (ctx: ServiceContext, slug: string) =>
  ended(ctx, slug, (await runValidation(ctx, { slug })).id);

async function storeRun(
  ctx: ServiceContext,
  run: {
    providerId: string;
    version: number;
    state: "running" | "passed" | "failed" | "unreachable";
    at?: Date;
  },
): Promise<string> {
  const id = newId();
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.insert(validationRuns).values({
      id,
      tenantId: ctx.tenantId,
      providerId: run.providerId,
      version: run.version,
      state: run.state,
      actorLabel: "test",
      createdAt: run.at ?? ctx.now(),
    }),
  );
  return id;
}

const customCallback = {
  check_template: { type: "ONE_TIME_CALLBACK", request_timeout: 60, callback_timeout: 240 },
};

describe("validating a provider", () => {
  it("runs the whole suite against its own URL and stores the report", async () => {
    const ctx = await newTenant();
    const { slug, secret } = await createSampleProvider(ctx);
    const run = await validate(ctx, slug);
    const failures = run.report?.tests.filter(
      ({ outcome, severity }) => outcome === "failed" && severity === "must",
    );
    expect(failures).toEqual([]);
    expect(run).toMatchObject({ state: "passed", version: 1, failed: 0, actorLabel: "Test admin" });
    expect(run.passed).toBeGreaterThan(30);
    expect(run.report).toMatchObject({
      url: `${door.origin}/p/${slug}/`,
      problem: null,
      integration: { providerName: "Sample provider", checkTemplate: "ONE_TIME_SYNCHRONOUS" },
    });
    const { items: keys } = await listSigningKeys(ctx, slug);
    expect(keys).toMatchObject([{ keyId: secret.slice(0, 8), state: "active", lastUsedAt: null }]);
    expect(await findValidatedVersion(ctx, { slug })).toMatchObject({ version: 1 });
    expect((await listValidations(ctx, { slug })).items).toMatchObject([{ id: run.id, state: "passed" }]);
  });

  it("leaves no check open behind itself", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    await validate(ctx, slug);
    const { items } = await listChecks(ctx, {
      filter: { provider: slug },
      page: { limit: 200, after: null },
    });
    expect(items.length).toBeGreaterThan(5);
    expect(items.filter(({ finishedAt }) => finishedAt === null)).toEqual([]);
  });

  it("works on a draft: demo requests are answered before it is live", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { status: "draft" });
    expect(await validate(ctx, slug)).toMatchObject({ state: "passed" });
  });

  it("says that an instance cannot be reached", async () => {
    const ctx = { ...(await newTenant()), publicUrl: "http://127.0.0.1:9" };
    const { slug } = await createSampleProvider(ctx);
    const run = await validate(ctx, slug);
    expect(run).toMatchObject({ state: "unreachable", failed: 1 });
    expect(await findValidatedVersion(ctx, { slug })).toBeNull();
  });

  it("refuses callbacks where the instance may not call its own machine", async () => {
    const ctx = { ...(await newTenant()), http: createHttpClient({ allow: [], refusePorts: [] }) };
    const { slug } = await createSampleProvider(ctx, { config: customCallback });
    await expect(runValidation(ctx, { slug })).rejects.toThrow("may not call its own machine");
  });

  it("runs one at a time for a provider, and counts a run that died as interrupted", async () => {
    const ctx = await newTenant();
    const { slug, providerId } = await createSampleProvider(ctx);
    const hour = new Date(Date.now() - 3_600_000);
    const dead = await storeRun(ctx, { providerId, version: 1, state: "running", at: hour });
    const { id } = await runValidation(ctx, { slug });
    await expect(runValidation(ctx, { slug })).rejects.toThrow(ConflictError);
    expect(await getValidation(ctx, { slug, id: dead })).toMatchObject({ state: "interrupted" });
    await ended(ctx, slug, id);
  });

  it("belongs to its tenant and needs the right to change providers", async () => {
    const ctx = await newTenant();
    const { slug, providerId } = await createSampleProvider(ctx);
    const id = await storeRun(ctx, { providerId, version: 1, state: "passed" });
    const stranger = await newTenant();
    await expect(getValidation(stranger, { slug, id })).rejects.toThrow(NotFoundError);
    await expect(listValidations(stranger, { slug })).rejects.toThrow(NotFoundError);
    await expect(runValidation(stranger, { slug })).rejects.toThrow(NotFoundError);
    const operator = contextFor(ctx, ctx.tenantId, { kind: "user", id: "u", label: "op", role: "operator" });
    await expect(runValidation(operator, { slug })).rejects.toThrow(ForbiddenError);
  });
});

describe("the validated version", () => {
  it("is the newest one whose last word was passed", async () => {
    const ctx = await newTenant();
    const { slug, providerId } = await createSampleProvider(ctx);
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 10, minute));
    await storeRun(ctx, { providerId, version: 1, state: "failed", at: at(0) });
    await storeRun(ctx, { providerId, version: 1, state: "passed", at: at(1) });
    await storeRun(ctx, { providerId, version: 2, state: "passed", at: at(2) });
    await storeRun(ctx, { providerId, version: 2, state: "failed", at: at(3) });
    await storeRun(ctx, { providerId, version: 1, state: "unreachable", at: at(4) });
    expect(await findValidatedVersion(ctx, { slug })).toEqual({ version: 1, at: at(1) });
    const { byVersion, newestGreen } = (await listVersionResults(ctx)).get(providerId) ?? {};
    expect(newestGreen).toEqual({ version: 1, at: at(1) });
    expect([...(byVersion ?? [])]).toEqual([
      [1, { result: "passed", at: at(1) }],
      [2, { result: "failed", at: at(3) }],
    ]);
  });
});

describe("going live", () => {
  it("is refused until the published version is green, and then it is allowed", async () => {
    const ctx = await newTenant();
    const { slug, providerId } = await createSampleProvider(ctx, { status: "draft" });
    await expect(goLive(ctx, { slug })).rejects.toThrow("Version 1 has not been validated yet.");
    await storeRun(ctx, { providerId, version: 1, state: "failed" });
    await expect(goLive(ctx, { slug })).rejects.toThrow("Version 1 failed its last validation.");
    await storeRun(ctx, { providerId, version: 1, state: "passed" });
    expect(await goLive(ctx, { slug })).toMatchObject({ status: "live" });
  });

  it("asks again for a new version", async () => {
    const ctx = await newTenant();
    const { slug, providerId } = await createSampleProvider(ctx, { status: "draft" });
    await storeRun(ctx, { providerId, version: 1, state: "passed" });
    await updateProvider(ctx, slug, {
      name: "Sample provider",
      config: sampleConfig(),
      connector: { kind: "demo" },
    });
    await expect(goLive(ctx, { slug })).rejects.toThrow("Version 2 has not been validated yet.");
  });

  it("takes a reason instead, and writes it down", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { status: "draft" });
    await goLive(ctx, { slug, override: { reason: "Maxsight accepted it by hand" } });
    expect(await getProvider(ctx, slug)).toMatchObject({ status: "live" });
    const audit = await listAudit(ctx, { filter: {}, page: FIRST_PAGE });
    expect(audit.items[0]).toMatchObject({
      action: "provider.went_live",
      reason: "Maxsight accepted it by hand",
      details: { slug, version: 1, from: "draft", isValidated: false },
    });
  });

  it("stays live when a version is published, but not green; a reason keeps it live, and is kept", async () => {
    const ctx = await newTenant();
    const { slug, providerId } = await createSampleProvider(ctx, { status: "draft" });
    await storeRun(ctx, { providerId, version: 1, state: "passed" });
    await goLive(ctx, { slug });
    expect(await getGoLiveGate(ctx, { slug })).toMatchObject({ result: "passed", override: null });
    await updateProvider(ctx, slug, {
      name: "Sample provider",
      config: sampleConfig(),
      connector: { kind: "demo" },
    });
    expect(await getProvider(ctx, slug)).toMatchObject({ status: "live", version: 2 });
    expect(await getGoLiveGate(ctx, { slug })).toMatchObject({
      version: 2,
      result: "not_run",
      override: null,
    });
    await goLive(ctx, { slug, override: { reason: "Only a label changed" } });
    expect(await getGoLiveGate(ctx, { slug })).toMatchObject({
      version: 2,
      result: "not_run",
      override: { reason: "Only a label changed", by: "Test admin" },
    });
    const audit = await listAudit(ctx, { filter: {}, page: FIRST_PAGE });
    expect(audit.items[0]).toMatchObject({ action: "provider.kept_live", details: { version: 2 } });
  });

  it("asks again after a pause, once for each version", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx);
    await pauseProvider(ctx, slug);
    await expect(goLive(ctx, { slug })).rejects.toThrow("Version 1 has not been validated yet.");
    await goLive(ctx, { slug, override: { reason: "It was live before" } });
    await pauseProvider(ctx, slug);
    expect(await goLive(ctx, { slug })).toMatchObject({ status: "live" });
  });

  it("is not reached by resuming a draft", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { status: "draft" });
    await expect(resumeProvider(ctx, slug)).rejects.toThrow("is a draft, not paused");
  });

  it("refuses a read-only actor", async () => {
    const ctx = await newTenant();
    const { slug } = await createSampleProvider(ctx, { status: "draft" });
    const viewer = contextFor(ctx, ctx.tenantId, { kind: "user", id: "u", label: "v", role: "viewer" });
    await expect(goLive(viewer, { slug })).rejects.toThrow(ForbiddenError);
  });
});

it("a run that is over is not overtaken by its own progress", async () => {
  const ctx = await newTenant();
  const { slug } = await createSampleProvider(ctx);
  const run = await validate(ctx, slug);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.select().from(validationRuns).where(eq(validationRuns.id, run.id)),
  );
  expect(row?.state).toBe(run.state);
});
