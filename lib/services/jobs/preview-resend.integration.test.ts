import { beforeEach, describe, expect, it } from "vitest";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { contextFor, type ServiceContext } from "../context";
import { FIRST_PAGE } from "../page";
import { insertSampleBreaker } from "../testing/sample-breaker";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { listJobs, previewResend, ResendFilter } from "./index";

const harness = useHarness();
let ctx: ServiceContext;
let provider: SampleProvider;

beforeEach(async () => {
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, { apiBaseUrl: "https://maxsight.test" });
});

const viewer = () => contextFor(harness.runtime, ctx.tenantId, { ...TEST_ADMIN, role: "viewer" } as never);
const ready = () => insertSampleCheck(ctx, provider, { state: "result_ready" });
const exhausted = async () => insertSampleNotification(ctx, await ready(), { state: "exhausted" });

describe("the preview of a resend", () => {
  it("counts, samples and names what speaks against it, and writes nothing", async () => {
    const first = await exhausted();
    await exhausted();
    await insertSampleNotification(ctx, await ready(), { state: "fetched", fetchedAt: ctx.now() });
    await insertSampleNotification(ctx, await ready(), { state: "delivering", nextAttemptAt: ctx.now() });
    await insertSampleNotification(ctx, await ready(), {
      state: "parked",
      apiBaseUrl: "https://parked.test",
    });
    await insertSampleNotification(ctx, await ready(), {
      state: "exhausted",
      apiBaseUrl: "https://open.test/base",
    });
    await insertSampleBreaker(ctx, { scope: "maxsight_host", key: "open.test" });
    const preview = await previewResend(viewer(), {
      filter: ResendFilter.parse({ provider: provider.slug }),
    });
    expect(preview).toMatchObject({
      total: 6,
      isTooMany: false,
      ratePerSecond: 20,
      conflicts: [
        { kind: "host_parked", count: 2 },
        { kind: "already_fetched", count: 1 },
        { kind: "retry_pending", count: 1 },
      ],
      hosts: [
        { host: "maxsight.test", count: 4 },
        { host: expect.stringMatching(/\.test$/), count: 1 },
        { host: expect.stringMatching(/\.test$/), count: 1 },
      ],
    });
    expect(preview.sample[0]).toMatchObject({
      id: first.id,
      conflict: null,
      provider: { slug: provider.slug },
    });
    expect((await listJobs(ctx, { filter: {}, page: FIRST_PAGE })).items).toEqual([]);
  });

  it("sees only the tenant's own, and refuses a filter that would mean everything", async () => {
    await exhausted();
    const other = await harness.newTenant();
    expect((await previewResend(other, { filter: ResendFilter.parse({ state: "exhausted" }) })).total).toBe(
      0,
    );
    expect(ResendFilter.safeParse({}).success).toBe(false);
    expect(ResendFilter.safeParse({ stat: "exhausted" }).success).toBe(false);
  });
});
