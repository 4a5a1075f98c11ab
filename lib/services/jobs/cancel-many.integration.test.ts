import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checks, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ForbiddenError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { listAudit } from "../audit";
import { getCheck } from "../checks";
import { contextFor, type ServiceContext } from "../context";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import {
  CheckSetFilter,
  createCancelJob,
  createResendJob,
  listJobItems,
  previewCancel,
  previewResend,
  ResendFilter,
  runJob,
} from "./index";

const harness = useHarness();
let ctx: ServiceContext;
let telling: SampleProvider;
let mute: SampleProvider;

const connector = (cancel: object) => ({
  kind: "http",
  base_url: "http://127.0.0.1:9",
  operations: {
    start: {
      request: { method: "POST", path: "/checks" },
      outcome: '{ "kind": "pending", "providerReference": body.id }',
    },
    ...cancel,
  },
});
const callback = { check_template: { type: "ONE_TIME_CALLBACK" } };

beforeEach(async () => {
  ctx = await harness.newTenant();
  telling = await createSampleProvider(ctx, {
    config: callback,
    connector: connector({
      cancel: { request: { method: "DELETE", path: "/checks/{{ providerReference }}" } },
    }),
  });
  mute = await createSampleProvider(ctx, { config: callback, connector: connector({}) });
});

const as = (role: string) => contextFor(harness.runtime, ctx.tenantId, { ...TEST_ADMIN, role } as never);
const ALL = CheckSetFilter.parse({ demo: false });
const cancel = (changes: Partial<Parameters<typeof createCancelJob>[1]> = {}) =>
  createCancelJob(ctx, {
    filter: ALL,
    reason: "wrong provider",
    exclude: [],
    confirmed_total: undefined,
    rate_per_second: 20,
    ...changes,
  });
const run = (jobId: string) =>
  runJob(ctx, {
    jobId,
    pacer: { take: async () => true },
    signal: new AbortController().signal,
    leaseMs: 30_000,
  });
const end = (id: string) =>
  asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ state: "finished" })
      .where(eq(checks.id, id as never)),
  );

async function insertUpdate(checkId: string): Promise<string> {
  const id = newId();
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.insert(updates).values({
      id,
      tenantId: ctx.tenantId,
      checkId,
      number: 1,
      updateId: id,
      state: "pending",
      occurredAt: ctx.now(),
      contentHash: "",
      outcome: "result",
      resultPayloadId: newId(),
      resultAt: ctx.now(),
      createdAt: ctx.now(),
    }),
  );
  return id;
}

describe("the preview of a cancel", () => {
  it("counts, samples, and says whom nobody tells and what is left out", async () => {
    const first = await insertSampleCheck(ctx, telling, { createdAt: new Date(0) });
    await insertSampleCheck(ctx, mute);
    await insertSampleCheck(ctx, mute, { state: "accepted", startedAt: null });
    await insertSampleCheck(ctx, mute, { checkTemplate: "ONE_TIME_SYNCHRONOUS" });
    await insertSampleCheck(ctx, telling, { checkTemplate: "ONE_TIME_SYNCHRONOUS" });
    await insertSampleCheck(ctx, telling, { state: "result_ready" });
    await insertSampleCheck(ctx, telling, { state: "finished" });
    await insertSampleCheck(ctx, telling, { state: "cancelled", providerCancel: "due" });
    await insertSampleCheck(ctx, telling, { isDemo: true });
    const preview = await previewCancel(ctx, { filter: ALL });
    expect(preview).toMatchObject({
      total: 6,
      isTooMany: false,
      states: [
        { state: "accepted", count: 1 },
        { state: "in_progress", count: 4 },
        { state: "result_ready", count: 1 },
      ],
      conflicts: [
        { kind: "result_unfetched", count: 1 },
        { kind: "provider_not_told", count: 3 },
      ],
      excluded: [
        { kind: "already_ended", count: 1 },
        { kind: "provider_cancel_owed", count: 1 },
      ],
      providers: [
        { slug: expect.any(String), name: "Sample provider", count: 3 },
        { slug: expect.any(String), count: 3 },
      ],
      ratePerSecond: 20,
    });
    const told = Object.fromEntries(preview.providers.map((row) => [row.slug, row.told]));
    expect(told).toEqual({ [mute.slug]: 0, [telling.slug]: 2 });
    expect(preview.sample[0]).toEqual({
      id: first.id,
      state: "in_progress",
      createdAt: new Date(0),
      reference: first.reference,
      isDemo: false,
      provider: { slug: telling.slug, name: "Sample provider" },
      isTold: true,
      conflict: null,
    });
  });

  it("takes a selection, and of another tenant finds nothing", async () => {
    const check = await insertSampleCheck(ctx, telling);
    await insertSampleCheck(ctx, telling);
    const filter = CheckSetFilter.parse({ ids: [check.id] });
    expect(await previewCancel(ctx, { filter })).toMatchObject({ total: 1, sample: [{ id: check.id }] });
    expect(await previewCancel(await harness.newTenant(), { filter })).toMatchObject({
      total: 0,
      sample: [],
    });
  });
});

describe("a cancel of many", () => {
  it("ends what is open and leaves alone what has ended", async () => {
    const open = await insertSampleCheck(ctx, telling);
    await insertSampleCheck(ctx, telling, { state: "result_ready" });
    await insertSampleCheck(ctx, telling, { state: "finished" });
    const input = { filter: ALL, reason: "wrong", exclude: [], confirmed_total: 2, rate_per_second: 20 };
    await expect(createCancelJob(as("viewer"), input)).rejects.toThrow(ForbiddenError);
    const job = await cancel({ confirmed_total: 2 });
    expect(await run(job.id)).toMatchObject({ state: "done", succeeded: 2, failed: 0 });
    expect(await getCheck(ctx, { id: open.id })).toMatchObject({ state: "cancelled", providerCancel: "due" });
    const cancelled = await listAudit(ctx, { filter: { action: "check.cancelled" } });
    expect(cancelled.items).toMatchObject([{ reason: "wrong provider" }, { reason: "wrong provider" }]);
  });

  it("skips a check that ended by itself meanwhile", async () => {
    const check = await insertSampleCheck(ctx, telling);
    const job = await cancel();
    await end(check.id);
    expect(await run(job.id)).toMatchObject({ skipped: 1 });
    const { items } = await listJobItems(ctx, { id: job.id });
    expect(items[0]?.detail).toBe("This check is finished and cannot be cancelled any more.");
  });

  it("leaves out what was excluded, also when that came up after the set was frozen", async () => {
    await insertSampleCheck(ctx, mute);
    await insertSampleCheck(ctx, telling, { state: "result_ready" });
    const kept = await insertSampleCheck(ctx, telling);
    const job = await cancel({ exclude: ["result_unfetched", "provider_not_told"] });
    expect(job).toMatchObject({ total: 1, exclude: ["provider_not_told", "result_unfetched"] });
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.update(checks).set({ state: "result_ready" }).where(eq(checks.id, kept.id)),
    );
    expect(await run(job.id)).toMatchObject({ state: "done", skipped: 1 });
    const { items } = await listJobItems(ctx, { id: job.id });
    expect(items[0]?.detail).toBe("Its result came after the job was made.");
  });
});

describe("a resend by checks", () => {
  it("means the newest notification of each", async () => {
    const check = await insertSampleCheck(ctx, telling, { state: "result_ready" });
    await insertSampleNotification(ctx, check, { state: "fetched", createdAt: new Date(0) });
    const newest = await insertSampleNotification(ctx, check, {
      state: "exhausted",
      updateId: await insertUpdate(check.id),
    });
    const other = await insertSampleCheck(ctx, mute, { state: "result_ready" });
    await insertSampleNotification(ctx, other, { state: "exhausted" });
    await insertSampleCheck(ctx, telling);
    const chosen = ResendFilter.parse({ checks: { ids: [check.id] } });
    expect(await previewResend(ctx, { filter: chosen })).toMatchObject({
      total: 1,
      sample: [{ id: newest.id }],
    });
    const filtered = ResendFilter.parse({ checks: { provider: mute.slug, state: "result_ready" } });
    const job = await createResendJob(ctx, {
      filter: filtered,
      reason: "Maxsight was down",
      exclude: [],
      confirmed_total: 1,
      rate_per_second: 20,
    });
    expect(job).toMatchObject({
      total: 1,
      filter: { checks: { provider: mute.slug, state: "result_ready" } },
    });
    expect(ResendFilter.safeParse({ checks: {} }).success).toBe(false);
  });
});
