import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { useHarness } from "@/lib/db/testing/harness";
import { asTenant } from "@/lib/db/tenant";
import { checkImages, exchanges, notificationAttempts, payloads, updates } from "@/lib/db/schema";
import { newId } from "@/lib/ids";
import { recordAudit, verifyAuditChain } from "../audit";
import type { ServiceContext } from "../context";
import { sealPayload } from "../payloads";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import { retentionPolicyOf, sweepBrief, sweepExpired } from ".";

const DAY_MS = 86_400_000;
const NOW_MS = Date.now();
let nowMs = NOW_MS;
const harness = useHarness({ now: () => new Date(nowMs) });
const policy = retentionPolicyOf({
  RETAIN_BODIES_DAYS: 90,
  RETAIN_ATTEMPTS_DAYS: 396,
  RETAIN_AUDIT_DAYS: 2557,
});
const sweep = (isDryRun: boolean) => sweepExpired(harness.runtime, { policy, isDryRun, batch: 2 });

async function daysAgo<Result>(days: number, work: () => Promise<Result>): Promise<Result> {
  nowMs = NOW_MS - days * DAY_MS;
  try {
    return await work();
  } finally {
    nowMs = NOW_MS;
  }
}

function payloadIds(ctx: ServiceContext): Promise<string[]> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) =>
    (await tx.select({ id: payloads.id }).from(payloads)).map(({ id }) => id),
  );
}

async function addUpdate(
  ctx: ServiceContext,
  input: { checkId: string; number: number; state: "pending" | "fetched" | "superseded" },
): Promise<string> {
  const body = await sealPayload(ctx, "result", { number: input.number });
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx.insert(payloads).values(body);
    await tx.insert(updates).values({
      ...input,
      id: newId(ctx.now().getTime()),
      tenantId: ctx.tenantId,
      updateId: newId(),
      occurredAt: ctx.now(),
      contentHash: "0",
      outcome: "result",
      resultPayloadId: body.id,
      resultAt: ctx.now(),
      createdAt: ctx.now(),
    });
  });
  return body.id;
}

describe("bodies", () => {
  it("of checks that are over go after ninety days, those of living checks stay, and a dry run deletes nothing", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    const old = await daysAgo(91, () =>
      insertSampleCheck(ctx, provider, { state: "finished", result: { decision: "PASS" } }),
    );
    const young = await daysAgo(89, () => insertSampleCheck(ctx, provider, { state: "finished" }));
    const waiting = await daysAgo(400, () => insertSampleCheck(ctx, provider, { state: "in_progress" }));
    const owed = await daysAgo(300, () =>
      insertSampleCheck(ctx, provider, {
        state: "cancelled",
        providerCancel: "due",
        providerCancelAt: new Date(),
      }),
    );
    const ready = await daysAgo(200, () =>
      insertSampleCheck(ctx, provider, { state: "result_ready", result: { decision: "FAIL" } }),
    );

    const preview = await sweep(true);
    expect(preview.bodies).toMatchObject({ removed: 2, kept: 4 });
    expect(preview.bodies.bytes).toBeGreaterThan(0);
    expect(await payloadIds(ctx)).toHaveLength(7);

    expect((await sweep(false)).bodies).toEqual(preview.bodies);
    const left = new Set(await payloadIds(ctx));
    expect([old.inputPayloadId, old.resultPayloadId].filter((id) => left.has(id ?? ""))).toEqual([]);
    expect(left).toEqual(
      new Set([
        young.inputPayloadId,
        waiting.inputPayloadId,
        owed.inputPayloadId,
        ready.inputPayloadId,
        ready.resultPayloadId,
      ]),
    );
    expect((await sweep(false)).bodies).toEqual({ removed: 0, kept: 4, bytes: 0 });
  });

  it("of a monitored check's updates go once fetched, but not the latest, which get_result gives again", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    const check = await daysAgo(500, () => insertSampleCheck(ctx, provider, { state: "monitoring" }));
    const [fetched, superseded, pending, latest] = await daysAgo(300, async () => [
      await addUpdate(ctx, { checkId: check.id, number: 1, state: "fetched" }),
      await addUpdate(ctx, { checkId: check.id, number: 2, state: "superseded" }),
      await addUpdate(ctx, { checkId: check.id, number: 3, state: "pending" }),
      await addUpdate(ctx, { checkId: check.id, number: 4, state: "fetched" }),
    ]);
    await sweep(false);
    const left = await payloadIds(ctx);
    expect(left).not.toContain(fetched);
    expect(left).not.toContain(superseded);
    expect(new Set(left)).toEqual(new Set([check.inputPayloadId, pending, latest]));
  });

  it("that are images go after a day, once the provider was called", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    const [accepted, running] = await daysAgo(2, async () => [
      await insertSampleCheck(ctx, provider, { state: "accepted" }),
      await insertSampleCheck(ctx, provider, { state: "in_progress" }),
    ]);
    const bodies = await daysAgo(2, () =>
      Promise.all(
        [accepted, running].map(async ({ id: checkId }) => {
          const body = await sealPayload(ctx, "image", Buffer.from("scan"));
          await asTenant(ctx.db, ctx.tenantId, async (tx) => {
            await tx.insert(payloads).values(body);
            await tx.insert(checkImages).values({
              id: newId(ctx.now().getTime()),
              tenantId: ctx.tenantId,
              checkId,
              imageId: newId(),
              contentType: "image/png",
              size: 4,
              payloadId: body.id,
            });
          });
          return body.id;
        }),
      ),
    );
    expect((await sweep(false)).images).toEqual({ removed: 1, kept: 1, bytes: 4 });
    const left = await payloadIds(ctx);
    expect(bodies.map((id) => left.includes(id))).toEqual([true, false]);
  });
});

describe("attempts and calls", () => {
  it("go after thirteen months, unless their notification is still being delivered", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    await daysAgo(400, async () => {
      const over = await insertSampleCheck(ctx, provider, { state: "finished" });
      const living = await insertSampleCheck(ctx, provider, { state: "result_ready" });
      for (const [check, state] of [
        [over, "fetched"],
        [living, "parked"],
      ] as const) {
        const notification = await insertSampleNotification(ctx, check, { state });
        await asTenant(ctx.db, ctx.tenantId, async (tx) => {
          await tx.insert(notificationAttempts).values({
            id: newId(ctx.now().getTime()),
            tenantId: ctx.tenantId,
            notificationId: notification.id,
            number: 1,
            trigger: "auto",
            url: "http://127.0.0.1/callbacks",
          });
          await tx.insert(exchanges).values({
            id: newId(ctx.now().getTime()),
            tenantId: ctx.tenantId,
            providerId: provider.providerId,
            checkId: check.id,
            peer: "provider",
            direction: "out",
            operation: "start",
            method: "POST",
            url: "http://127.0.0.1/checks",
            startedAt: ctx.now(),
            durationMs: 5,
          });
        });
      }
    });
    const report = await sweep(false);
    expect(report.attempts).toEqual({ removed: 1, kept: 1, bytes: 0 });
    expect(report.exchanges).toEqual({ removed: 1, kept: 1, bytes: 0 });
  });
});

describe("the audit trail", () => {
  const entry = { action: "provider.created", targetKind: "provider", targetId: "p" } as const;
  const write = (ctx: ServiceContext) => asTenant(ctx.db, ctx.tenantId, (tx) => recordAudit(tx, ctx, entry));

  it("loses what is older than seven years and still verifies, from the row that says so", async () => {
    const ctx = await harness.newTenant();
    await daysAgo(2600, async () => {
      await write(ctx);
      await write(ctx);
      await write(ctx);
    });
    await daysAgo(10, () => write(ctx));
    expect((await sweep(true)).audit).toEqual({ removed: 3, tenants: 1 });
    expect((await sweep(false)).audit).toEqual({ removed: 3, tenants: 1 });
    // The row of ten days ago, and one for each of the two batches.
    expect(await verifyAuditChain(ctx)).toEqual({ rows: 3, brokenAtSeq: null });
    expect((await sweep(false)).audit).toEqual({ removed: 0, tenants: 0 });
  });

  it("keeps the last year whatever it is asked", async () => {
    const ctx = await harness.newTenant();
    await daysAgo(300, () => write(ctx));
    const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.execute<{ removed: number }>(sql`select expire_audit_rows(99, now()) as removed`),
    );
    expect(row).toEqual({ removed: 0 });
  });
});

describe("brief rows", () => {
  it("go when they are over", async () => {
    await harness.db
      .sql`select directory_try_sign_in(${["00"]}::text[], ${[8]}::int[], interval '-1 second')`;
    await harness.db.sql`select directory_try_sign_in(${["01"]}::text[], ${[8]}::int[], interval '1 hour')`;
    expect(await sweepBrief(harness.runtime)).toBe(1);
    expect(await sweepBrief(harness.runtime)).toBe(0);
  });
});
