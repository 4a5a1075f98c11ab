import { describe, expect, it } from "vitest";
import { exchanges } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { newId, type ProviderId } from "@/lib/ids";
import { findProviderBreaker } from "../breakers";
import type { ServiceContext } from "../context";
import { insertSampleCheck } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { getProviderHealth } from ".";

const now = new Date("2026-11-20T10:30:00.000Z");
const harness = useHarness({ now: () => now });
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

async function insertCall(ctx: ServiceContext, provider: SampleProvider, ms: number, status: number | null) {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.insert(exchanges).values({
      id: newId(),
      tenantId: ctx.tenantId,
      providerId: provider.providerId,
      peer: "provider",
      direction: "out",
      operation: "start",
      method: "POST",
      url: "https://api.example/checks",
      status,
      startedAt: before(5),
      durationMs: ms,
    }),
  );
}

describe("the health of a provider", () => {
  it("counts its own live checks of the last 24 hours", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    const other = await createSampleProvider(ctx);
    const done = { outcome: "result", state: "finished" } as const;
    await insertSampleCheck(ctx, provider, {
      ...done,
      createdAt: before(90),
      startedAt: before(90),
      resultAt: new Date(before(90).getTime() + 1_000),
    });
    await insertSampleCheck(ctx, provider, {
      ...done,
      createdAt: before(10),
      startedAt: before(10),
      resultAt: new Date(before(10).getTime() + 3_000),
    });
    const failed = { outcome: "errors", state: "finished", errorType: "PROVIDER_CONNECTION" } as const;
    await insertSampleCheck(ctx, provider, { ...failed, createdAt: before(10) });
    await insertSampleCheck(ctx, provider, { ...failed, createdAt: before(60 * 30) });
    await insertSampleCheck(ctx, provider, { ...done, isDemo: true, createdAt: before(10) });
    await insertSampleCheck(ctx, other, { ...done, createdAt: before(10) });
    const health = await getProviderHealth(ctx, { providerId: provider.providerId as ProviderId });
    expect(health).toMatchObject({
      started: 3,
      results: 2,
      errors: 1,
      p50ResultMs: 2_000,
      p95ResultMs: 2_900,
      lastResultAt: new Date("2026-11-20T10:20:03.000Z"),
      topErrors: [{ errorType: "PROVIDER_CONNECTION", count: 1, lastAt: before(10) }],
    });
    expect(health.steps).toHaveLength(24);
    expect(health.steps.slice(-3)).toEqual([
      { at: new Date("2026-11-20T08:00:00.000Z"), started: 0, results: 0, errors: 0 },
      { at: new Date("2026-11-20T09:00:00.000Z"), started: 1, results: 1, errors: 0 },
      { at: new Date("2026-11-20T10:00:00.000Z"), started: 2, results: 1, errors: 1 },
    ]);
  });

  it("says how its latest calls went, by operation", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    for (const [ms, status] of [
      [100, 200],
      [200, 201],
      [300, 503],
      [400, null],
    ] as const)
      await insertCall(ctx, provider, ms, status);
    const { calls } = await getProviderHealth(ctx, { providerId: provider.providerId as ProviderId });
    expect(calls).toEqual([{ operation: "start", calls: 4, failures: 2, p50Ms: 250, p95Ms: 385 }]);
  });

  it("is all zeros for a provider that did nothing, and nothing for another tenant", async () => {
    const ctx = await harness.newTenant();
    const provider = await createSampleProvider(ctx);
    await insertSampleCheck(ctx, provider, { createdAt: before(5) });
    const stranger = await harness.newTenant();
    const providerId = provider.providerId as ProviderId;
    expect(await getProviderHealth(stranger, { providerId })).toMatchObject({
      started: 0,
      p50ResultMs: null,
      lastResultAt: null,
      topErrors: [],
      calls: [],
    });
    expect(await findProviderBreaker(ctx, { providerId })).toBeNull();
  });
});
