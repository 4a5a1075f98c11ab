import { describe, expect, it } from "vitest";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { type CheckId, newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { createProvider, CreateProviderInput, type Provider } from "../providers";
import { createSigningKey } from "../signing-keys";
import { getOverview, successRateOf } from ".";

const NOW = new Date("2026-11-20T11:59:59.000Z");
const harness = useHarness({ now: () => NOW });
const DAY = { from: new Date("2026-11-19T12:00:00.000Z"), to: new Date("2026-11-20T12:00:00.000Z") };

let made = 0;
async function newProvider(ctx: ServiceContext): Promise<Provider & { key: string }> {
  made += 1;
  const provider = await createProvider(
    ctx,
    CreateProviderInput.parse({
      slug: `overview-${made}`,
      name: "Acme Identity",
      config: {
        check_type: "IDENTITY_CHECK",
        check_template: { type: "ONE_TIME_CALLBACK" },
        pricing: { supports_reselling: false },
        supported_countries: ["GBR"],
        credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
        config: { fields: [] },
      },
      connector: { kind: "demo" },
    }),
  );
  const { id } = await createSigningKey(ctx, provider.slug, { environment: "eu" });
  return { ...provider, key: id };
}

type Facts = Partial<typeof checks.$inferInsert>;

async function insertCheck(
  ctx: ServiceContext,
  provider: Provider & { key: string },
  facts: Facts,
): Promise<CheckId> {
  const id = newId<CheckId>();
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.insert(checks).values({
      id,
      tenantId: ctx.tenantId,
      providerId: provider.id,
      maxsightId: newId(),
      reference: newId(),
      version: 1,
      signingKeyId: provider.key,
      environment: "eu",
      checkType: "IDENTITY_CHECK",
      checkTemplate: "ONE_TIME_CALLBACK",
      isDemo: false,
      state: "in_progress",
      ...facts,
    }),
  );
  return id;
}

/** A finished check of a given time that took so many milliseconds. */
const finished = (at: string, tookMs: number, outcome: "result" | "errors" = "result"): Facts => ({
  createdAt: new Date(at),
  startedAt: new Date(at),
  resultAt: new Date(new Date(at).getTime() + tookMs),
  fetchedAt: new Date(new Date(at).getTime() + tookMs + 100),
  state: "finished",
  outcome,
  ...(outcome === "errors" ? { errorType: "PROVIDER_CONNECTION" } : {}),
});

describe("the overview", () => {
  it("counts a period, the one before, and each step of it", async () => {
    const ctx = await harness.newTenant();
    const provider = await newProvider(ctx);
    await insertCheck(ctx, provider, finished("2026-11-20T11:45:00.000Z", 1000));
    await insertCheck(ctx, provider, finished("2026-11-20T11:46:00.000Z", 3000));
    await insertCheck(ctx, provider, finished("2026-11-19T13:00:00.000Z", 500, "errors"));
    await insertCheck(ctx, provider, { createdAt: new Date("2026-11-20T11:59:00.000Z") });
    await insertCheck(ctx, provider, finished("2026-11-19T11:00:00.000Z", 100));
    const overview = await getOverview(ctx, DAY);
    expect(overview.current).toEqual({ started: 4, results: 2, errors: 1, p95ResultMs: 2800 });
    expect(successRateOf(overview.current)).toBeCloseTo(0.6667, 4);
    expect(overview.previous).toEqual({ started: 1, results: 1, errors: 0, p95ResultMs: 100 });
    expect(overview.buckets).toHaveLength(48);
    expect(overview.buckets.filter(({ started }) => started > 0)).toEqual([
      { at: new Date("2026-11-19T13:00:00.000Z"), started: 1, results: 0, errors: 1, p95ResultMs: 500 },
      { at: new Date("2026-11-20T11:30:00.000Z"), started: 3, results: 2, errors: 0, p95ResultMs: 2900 },
    ]);
    expect(overview.errors).toEqual([
      { at: new Date("2026-11-19T13:00:00.000Z"), errorType: "PROVIDER_CONNECTION", count: 1 },
    ]);
    expect(overview.providers).toMatchObject([
      {
        slug: provider.slug,
        started: 4,
        results: 2,
        errors: 1,
        p50ResultMs: 1000,
        lastResultAt: new Date("2026-11-20T11:46:03.000Z"),
      },
    ]);
    expect(overview.changes.map(({ action, subject }) => [action, subject])).toEqual([
      ["signing_key.created", provider.slug],
      ["provider.created", provider.slug],
    ]);
    expect(overview.steps).toEqual({ hasProvider: true, hasKey: true, hasCheck: true });
  });

  it("counts the results that Maxsight has not fetched, however old", async () => {
    const ctx = await harness.newTenant();
    const provider = await newProvider(ctx);
    const old = new Date("2026-10-01T00:00:00.000Z");
    const open = { createdAt: old, resultAt: old, state: "result_ready", outcome: "result" } as const;
    for (let count = 0; count < 3; count += 1) await insertCheck(ctx, provider, open);
    expect((await getOverview(ctx, DAY)).standing).toEqual({ unfetched: 3 });
  });

  it("of a new tenant is empty, and sees nothing of another one", async () => {
    const busy = await harness.newTenant();
    await insertCheck(busy, await newProvider(busy), finished("2026-11-20T11:45:00.000Z", 1000));
    const overview = await getOverview(await harness.newTenant(), DAY);
    expect(overview.current).toEqual({ started: 0, results: 0, errors: 0, p95ResultMs: null });
    expect(successRateOf(overview.current)).toBeNull();
    expect(overview.providers).toEqual([]);
    expect(overview.changes).toEqual([]);
    expect(overview.steps).toEqual({ hasProvider: false, hasKey: false, hasCheck: false });
  });

  it("refuses a period that is empty or longer than a quarter", async () => {
    const ctx = await harness.newTenant();
    await expect(getOverview(ctx, { from: NOW, to: NOW })).rejects.toThrow("must end after it begins");
    await expect(getOverview(ctx, { from: new Date("2020-01-01"), to: NOW })).rejects.toThrow(
      "at most 92 days",
    );
  });
});
