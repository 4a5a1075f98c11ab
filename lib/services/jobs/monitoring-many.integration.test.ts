import { beforeEach, describe, expect, it } from "vitest";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ForbiddenError } from "@/lib/errors";
import { listAudit } from "../audit";
import { getCheckRow } from "../checks";
import { contextFor, type ServiceContext } from "../context";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import {
  CheckSetFilter,
  createCancelJob,
  createMonitoringJob,
  listJobItems,
  MonitoredSetFilter,
  type MonitoringKind,
  pauseJob,
  previewCancel,
  previewMonitoring,
  runJob,
} from "./index";

const harness = useHarness();
let ctx: ServiceContext;
let asked: SampleProvider;
let telling: SampleProvider;

const connector = (operations: object) => ({
  kind: "http",
  base_url: "http://127.0.0.1:9",
  operations: {
    start: {
      request: { method: "POST", path: "/checks" },
      outcome: '{ "kind": "pending", "providerReference": body.id }',
    },
    ...operations,
  },
});
const poll = {
  request: { method: "GET", path: "/checks/{{ providerReference }}" },
  outcome: '{ "kind": "pending" }',
};
const callback = { check_template: { type: "ONE_TIME_CALLBACK" } };

beforeEach(async () => {
  ctx = await harness.newTenant();
  asked = await createSampleProvider(ctx, { config: callback, connector: connector({ poll }) });
  telling = await createSampleProvider(ctx, { config: callback, connector: connector({}) });
});

const as = (role: string) => contextFor(harness.runtime, ctx.tenantId, { ...TEST_ADMIN, role } as never);
const ALL = MonitoredSetFilter.parse({ state: "active" });
const insert = (provider: SampleProvider, changes: Parameters<typeof insertSampleCheck>[2] = {}) =>
  insertSampleCheck(ctx, provider, {
    checkTemplate: "MONITORED_CALLBACK",
    state: "monitoring",
    providerReference: "p-1",
    ...changes,
  });
const make = (
  kind: MonitoringKind,
  changes: Partial<Parameters<typeof createMonitoringJob>[1]> = {},
  by: ServiceContext = ctx,
) =>
  createMonitoringJob(by, {
    kind,
    filter: ALL,
    reason: "Their webhooks were off",
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
const counts = (rows: readonly { kind: string; count: number }[]) =>
  Object.fromEntries(rows.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]));

describe("the preview of a poll of many", () => {
  it("counts, samples, and says what speaks against it and what is never touched", async () => {
    const first = await insert(asked, { createdAt: new Date(0) });
    await insert(asked, { nextPollAt: new Date(0) });
    await insert(asked, { monitoringPausedAt: new Date() });
    await insert(asked, { state: "accepted" });
    await insert(telling);
    await insertSampleCheck(ctx, asked, { state: "in_progress" });
    const preview = await previewMonitoring(ctx, { kind: "poll", filter: ALL });
    expect(preview).toMatchObject({
      total: 2,
      isTooMany: false,
      providers: [{ slug: asked.slug, count: 2 }],
      ratePerSecond: 20,
    });
    expect(counts(preview.conflicts)).toEqual({ poll_due: 1 });
    expect(counts(preview.excluded)).toEqual({
      already_paused: 1,
      first_result_awaited: 1,
      provider_not_asked: 1,
    });
    expect(preview.sample[0]).toMatchObject({ id: first.id, reference: first.reference, conflict: null });
    await insertSampleBreaker(ctx, { scope: "provider", key: asked.providerId });
    const parked = await previewMonitoring(ctx, { kind: "poll", filter: ALL });
    expect(counts(parked.conflicts)).toEqual({ provider_parked: 2 });
  });

  it("takes a selection in whatever state it is, and of another tenant finds nothing", async () => {
    const check = await insert(asked);
    const ended = await insert(asked, { state: "cancelled" });
    await insert(asked);
    const filter = MonitoredSetFilter.parse({ ids: [check.id, ended.id] });
    const preview = await previewMonitoring(ctx, { kind: "poll", filter });
    expect(preview).toMatchObject({ total: 1, sample: [{ id: check.id }] });
    expect(counts(preview.excluded)).toEqual({ already_ended: 1 });
    const other = await previewMonitoring(await harness.newTenant(), { kind: "poll", filter });
    expect(other).toMatchObject({ total: 0, sample: [] });
    expect(counts(other.excluded)).toEqual({});
    expect(MonitoredSetFilter.safeParse({}).success).toBe(false);
  });
});

describe("a poll of many", () => {
  it("asks about each on a frozen set, and skips what was paused meanwhile", async () => {
    const check = await insert(asked);
    const paused = await insert(asked);
    await insert(telling);
    await expect(make("poll", {}, as("viewer"))).rejects.toThrow(ForbiddenError);
    await expect(make("poll", { confirmed_total: 3 })).rejects.toThrow("the filter finds 2 by now");
    const job = await make("poll", { confirmed_total: 2 });
    await insert(asked);
    const pause = await make("pause_monitoring", { filter: { ids: [paused.id] } });
    expect(await run(pause.id)).toMatchObject({ state: "done", succeeded: 1 });
    expect(await run(job.id)).toMatchObject({ state: "done", succeeded: 1, skipped: 1 });
    expect((await getCheckRow(ctx, check.id)).nextPollAt).toBeInstanceOf(Date);
    const { items } = await listJobItems(ctx, { id: job.id });
    expect(items.map(({ detail }) => detail)).toEqual([
      "Its provider is asked now.",
      "The monitoring is paused; resume it first.",
    ]);
    const { items: audit } = await listAudit(ctx, { filter: { action: "check.poll_requested" } });
    expect(audit).toMatchObject([{ targetId: check.id, reason: "Their webhooks were off" }]);
  });

  it("leaves out what was excluded, also when that came up after the set was frozen", async () => {
    await insert(asked, { nextPollAt: new Date(0) });
    await insert(asked);
    const job = await make("poll", { exclude: ["poll_due", "provider_parked"], confirmed_total: 1 });
    await insertSampleBreaker(ctx, { scope: "provider", key: asked.providerId });
    expect(await run(job.id)).toMatchObject({ state: "done", skipped: 1 });
    const { items } = await listJobItems(ctx, { id: job.id });
    expect(items[0]?.detail).toBe("The breaker of its provider opened after the job was made.");
  });

  it("is not taken by a worker of the version before, which would end its checks", async () => {
    await insert(asked);
    const job = await make("poll");
    const before = await ctx.db.sql<{ job_id: string }[]>`
      select job_id from system_claim_due_jobs(100, interval '0')`;
    expect(before.map(({ job_id }) => job_id)).not.toContain(job.id);
    const now = await ctx.db.sql<{ job_id: string }[]>`
      select job_id from system_claim_jobs_of(array['poll'], 100, interval '0')`;
    expect(now.map(({ job_id }) => job_id)).toContain(job.id);
  });

  it("is steered by who may act on checks", async () => {
    await insert(asked);
    const job = await make("poll");
    await expect(pauseJob(as("viewer"), { id: job.id })).rejects.toThrow(ForbiddenError);
    expect(await pauseJob(as("operator"), { id: job.id })).toMatchObject({ state: "paused" });
  });
});

describe("a pause and a resume of many", () => {
  it("stop the monitoring of what goes on, and let go on what is paused", async () => {
    const check = await insert(telling);
    const before = await insert(telling, { monitoringPausedAt: new Date(0) });
    await insert(telling, { state: "in_progress" });
    const pausing = await previewMonitoring(ctx, { kind: "pause_monitoring", filter: ALL });
    expect(pausing.total).toBe(1);
    expect(counts(pausing.excluded)).toEqual({ already_paused: 1, first_result_awaited: 1 });
    await run((await make("pause_monitoring")).id);
    expect((await getCheckRow(ctx, check.id)).monitoringPausedAt).toBeInstanceOf(Date);
    expect((await getCheckRow(ctx, before.id)).monitoringPausedAt).toEqual(new Date(0));
    const filter = MonitoredSetFilter.parse({ drift: "paused" });
    const job = await make("resume_monitoring", { filter });
    expect(await run(job.id)).toMatchObject({ state: "done", succeeded: 2 });
    expect((await getCheckRow(ctx, before.id)).monitoringPausedAt).toBeNull();
    expect(await previewMonitoring(ctx, { kind: "resume_monitoring", filter })).toMatchObject({ total: 0 });
  });
});

describe("a cancel of many monitored references", () => {
  it("ends what the filter of their ledger finds", async () => {
    const silent = await insert(telling, { heardAt: new Date(0) });
    await insert(telling, { heardAt: new Date() });
    await insertSampleCheck(ctx, telling);
    const filter = CheckSetFilter.parse({ monitored: { drift: "silent" } });
    expect(await previewCancel(ctx, { filter })).toMatchObject({ total: 1, sample: [{ id: silent.id }] });
    const job = await createCancelJob(ctx, {
      filter,
      reason: "Forgotten there",
      exclude: [],
      confirmed_total: 1,
      rate_per_second: 20,
    });
    expect(await run(job.id)).toMatchObject({ state: "done", succeeded: 1 });
    expect(await getCheckRow(ctx, silent.id)).toMatchObject({ state: "cancelled" });
    expect(CheckSetFilter.safeParse({ monitored: {} }).success).toBe(false);
  });
});
