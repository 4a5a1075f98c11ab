import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { notificationAttempts, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, InvalidInputError, NotFoundError } from "@/lib/errors";
import { listAudit } from "../audit";
import { contextFor, type ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import {
  cancelJob,
  createResendJob,
  getJob,
  listJobItems,
  listJobs,
  Pacer,
  pauseJob,
  ResendFilter,
  resumeJob,
  runJob,
} from "./index";

const harness = useHarness();
/** Maxsight's callback endpoint: answers with `status`, and calls `onCall` before it does. */
const maxsight = { status: 200, calls: 0, onCall: async (): Promise<void> => {} };
let server: Server;
let baseUrl: string;
let ctx: ServiceContext;
let provider: SampleProvider;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    maxsight.calls += 1;
    void maxsight.onCall().then(() => {
      response.writeHead(maxsight.status, { "content-type": "application/json" });
      response.end('{"callback_id":"cb-1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(async () => {
  Object.assign(maxsight, { status: 200, calls: 0, onCall: async () => {} });
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, { apiBaseUrl: baseUrl });
});

const as = (role: string) => contextFor(harness.runtime, ctx.tenantId, { ...TEST_ADMIN, role } as never);
const ready = () => insertSampleCheck(ctx, provider, { state: "result_ready" });
async function exhausted(count: number): Promise<string[]> {
  const ids = [];
  for (let index = 0; index < count; index += 1) {
    const row = await insertSampleNotification(ctx, await ready(), { state: "exhausted" });
    ids.push(row.id);
  }
  return ids;
}
const EXHAUSTED = ResendFilter.parse({ state: "exhausted" });
const resend = (changes: Partial<Parameters<typeof createResendJob>[1]> = {}) =>
  createResendJob(ctx, {
    filter: EXHAUSTED,
    reason: "Maxsight was down",
    exclude: [],
    confirmed_total: undefined,
    rate_per_second: 20,
    ...changes,
  });
const run = (jobId: string, signal = new AbortController().signal, perMs = 1) => {
  const pacer = new Pacer();
  // The pace is tested on its own; here it only costs time.
  pacer.take = async (_, options) => {
    await new Promise((resolve) => setTimeout(resolve, perMs));
    return !options.signal.aborted;
  };
  return runJob(ctx, { jobId, pacer, signal, leaseMs: 30_000 });
};

describe("a resend of many", () => {
  it("freezes its set: what the filter finds later is not part of it", async () => {
    const ids = await exhausted(3);
    const job = await resend();
    await exhausted(1);
    expect(job).toMatchObject({
      kind: "resend",
      state: "ready",
      total: 3,
      processed: 0,
      reason: "Maxsight was down",
      filter: { state: "exhausted" },
      exclude: [],
      actorLabel: "Test admin",
      ratePerSecond: 20,
    });
    const { items } = await listJobItems(ctx, { id: job.id });
    expect(items.map((item) => [item.position, item.targetId, item.state])).toEqual([
      [1, ids[0], "pending"],
      [2, ids[1], "pending"],
      [3, ids[2], "pending"],
    ]);
    const audited = await listAudit(ctx, { filter: { action: "job.created" } });
    expect(audited.items).toMatchObject([
      { targetKind: "job", targetId: job.id, details: { kind: "resend", total: 3 } },
    ]);
  });

  it("leaves out the conflicts that are excluded", async () => {
    await exhausted(1);
    await insertSampleNotification(ctx, await ready(), { state: "fetched", fetchedAt: ctx.now() });
    const filter = ResendFilter.parse({ provider: provider.slug });
    expect((await resend({ filter, exclude: ["already_fetched"] })).total).toBe(1);
  });

  it("refuses a viewer, an empty set, another number than was confirmed, and a double click", async () => {
    await expect(resend()).rejects.toThrow(InvalidInputError);
    await exhausted(2);
    await expect(
      createResendJob(as("viewer"), {
        filter: EXHAUSTED,
        reason: "why",
        exclude: [],
        confirmed_total: 2,
        rate_per_second: 20,
      }),
    ).rejects.toThrow(ForbiddenError);
    await expect(resend({ confirmed_total: 5 })).rejects.toThrow(
      "You confirmed 5, but the filter finds 2 by now. Look at the preview again.",
    );
    await resend({ confirmed_total: 2 });
    await expect(resend({ confirmed_total: 2 })).rejects.toThrow(ConflictError);
    expect((await listJobs(ctx, { filter: {}, page: FIRST_PAGE })).items).toHaveLength(1);
  });

  it("sends each once, says what came of each, and never another tenant's", async () => {
    const ids = await exhausted(12);
    const job = await resend();
    maxsight.onCall = async () => {
      if (maxsight.calls === 5) maxsight.status = 409;
      if (maxsight.calls === 6) maxsight.status = 200;
    };
    expect(await run(job.id)).toMatchObject({ state: "done", processed: 12, skipped: 0 });
    expect(maxsight.calls).toBe(12);
    const attempts = await asTenant(ctx.db, ctx.tenantId, (tx) => tx.select().from(notificationAttempts));
    expect(attempts).toHaveLength(12);
    expect(new Set(attempts.map((row) => row.notificationId))).toEqual(new Set(ids));
    expect(attempts[0]).toMatchObject({ trigger: "bulk", actor: "Test admin", reason: "Maxsight was down" });
    const detail = await getJob(ctx, { id: job.id });
    expect(detail.succeeded + detail.failed).toBe(12);
    expect(detail).toMatchObject({ pending: 0, remainingMs: null });
    const failed = await listJobItems(ctx, { id: job.id, state: "failed" });
    expect(failed.items.map((item) => item.detail)).toContain(
      "Maxsight does not expect this notification now (409).",
    );
    const other = await harness.newTenant();
    await expect(getJob(other, { id: job.id })).rejects.toThrow(NotFoundError);
    await expect(pauseJob(other, { id: job.id })).rejects.toThrow(NotFoundError);
    expect(await run(job.id)).toBeNull();
    expect(maxsight.calls).toBe(12);
  });

  it("skips what came up after the set was frozen, where that was excluded", async () => {
    await exhausted(1);
    const row = await insertSampleNotification(ctx, await ready(), { state: "exhausted" });
    const job = await resend({ exclude: ["already_fetched"] });
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .update(notifications)
        .set({ state: "fetched", fetchedAt: ctx.now() })
        .where(eq(notifications.id, row.id)),
    );
    expect(await run(job.id)).toMatchObject({ succeeded: 1, skipped: 1, failed: 0 });
    const { items } = await listJobItems(ctx, { id: job.id, state: "skipped" });
    expect(items[0]?.detail).toBe("Maxsight fetched the result after the job was made.");
  });

  it("begins when it was told to, on the set of now, and at once where a person resumes it", async () => {
    const hour = 3_600_000;
    await exhausted(1);
    const claim = async () => {
      const due = await ctx.db.sql<{ job_id: string }[]>`
        select job_id from system_claim_jobs_of(array['resend'], 100, interval '0')`;
      return due.map(({ job_id }) => job_id);
    };
    const startsAt = new Date(ctx.now().getTime() + hour);
    const job = await resend({ starts_at: startsAt });
    expect(job).toMatchObject({ state: "ready", total: 1, startsAt });
    expect(await claim()).not.toContain(job.id);
    await pauseJob(ctx, { id: job.id });
    await resumeJob(ctx, { id: job.id });
    expect(await claim()).toContain(job.id);
    const never = resend({
      filter: ResendFilter.parse({ provider: provider.slug }),
      starts_at: new Date(9e14),
    });
    await expect(never).rejects.toThrow("within the next seven days");
  });

  it("stops where it is paused and goes on where it stood, each sent once", async () => {
    await exhausted(40);
    const job = await resend();
    maxsight.onCall = async () => {
      if (maxsight.calls === 15) await pauseJob(ctx, { id: job.id, reason: "too fast" });
    };
    expect(await run(job.id)).toBeNull();
    const paused = await getJob(ctx, { id: job.id });
    expect(paused.state).toBe("paused");
    expect(paused.processed).toBeLessThan(30);
    expect(paused.processed).toBe(maxsight.calls);
    expect(await run(job.id)).toBeNull();
    expect((await resumeJob(ctx, { id: job.id })).state).toBe("ready");
    expect((await resumeJob(ctx, { id: job.id })).state).toBe("ready");
    expect(await run(job.id)).toMatchObject({ state: "done", succeeded: 40 });
    expect(maxsight.calls).toBe(40);
    const actions = (await listAudit(ctx, { filter: { action: "job.*" } })).items.map((row) => row.action);
    expect(actions).toEqual(["job.resumed", "job.paused", "job.created"]);
  });

  it("ends when it is cancelled: what was sent stays, what was not is skipped", async () => {
    await exhausted(40);
    const job = await resend();
    maxsight.onCall = async () => {
      if (maxsight.calls === 5) await cancelJob(ctx, { id: job.id });
    };
    expect(await run(job.id)).toBeNull();
    const ended = await getJob(ctx, { id: job.id });
    expect(ended).toMatchObject({ state: "cancelled", pending: 0, processed: 40 });
    expect(ended.succeeded).toBe(maxsight.calls);
    expect(ended.skipped).toBe(40 - maxsight.calls);
    await expect(resumeJob(ctx, { id: job.id })).rejects.toThrow(
      "This job is cancelled and cannot be resumed",
    );
    await expect(cancelJob(as("viewer"), { id: job.id })).rejects.toThrow(ForbiddenError);
  });

  it("leaves the rest to another worker when its own is stopped", async () => {
    await exhausted(30);
    const job = await resend();
    const stopping = new AbortController();
    maxsight.onCall = async () => {
      if (maxsight.calls === 8) stopping.abort();
    };
    expect(await run(job.id, stopping.signal)).toBeNull();
    const stopped = await getJob(ctx, { id: job.id });
    expect(stopped.state).toBe("running");
    expect(stopped.pending).toBeGreaterThan(0);
    expect(await run(job.id)).toMatchObject({ state: "done", succeeded: 30 });
    expect(maxsight.calls).toBe(30);
  });
});
