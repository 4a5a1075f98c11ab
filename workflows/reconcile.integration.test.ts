import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { type CheckRow, getCheckRow, nextStep } from "@/lib/services/checks";
import type { ServiceContext } from "@/lib/services/context";
import { insertSampleCheck, insertSampleNotification } from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { reconcile } from "./reconcile";

const harness = useHarness();
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
const DAY = 86_400;

let ctx: ServiceContext;
beforeEach(async () => {
  ctx = await harness.newTenant();
});

async function stored(changes: Partial<CheckRow>): Promise<CheckRow> {
  const provider = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
  });
  return insertSampleCheck(ctx, provider, changes);
}

/** What the reconciler finds wrong with a check, as one round of it does. */
async function causesOf(check: CheckRow): Promise<string[]> {
  const found = await reconcile(harness.runtime);
  return found.flatMap(({ checkId, cause }) => (checkId === check.id ? [cause] : []));
}

describe("a timer that got lost", () => {
  it("of giving up on the provider is found by the check's deadline, and mended by its next step", async () => {
    const check = await stored({ startedAt: ago(15 * DAY), deadlineAt: ago(DAY) });
    expect(await causesOf(check)).toEqual(["deadline_overdue"]);
    expect((await getCheckRow(ctx, check.id)).engineDueAt).not.toBeNull();
    await nextStep(ctx, { checkId: check.id });
    expect(await getCheckRow(ctx, check.id)).toMatchObject({
      state: "result_ready",
      errorType: "PROVIDER_CONNECTION",
    });
  });

  it("of an unfetched result is found, and the check expires", async () => {
    const check = await stored({
      state: "result_ready",
      outcome: "result",
      resultAt: ago(8 * DAY),
      deadlineAt: ago(DAY),
    });
    expect(await causesOf(check)).toEqual(["deadline_overdue"]);
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "end" });
    expect(await getCheckRow(ctx, check.id)).toMatchObject({ state: "expired", deadlineAt: null });
    expect(await causesOf(check)).toEqual([]);
  });

  it("of a reminder is found by its notification", async () => {
    const check = await stored({
      state: "result_ready",
      outcome: "result",
      resultAt: ago(900),
      readyAt: ago(900),
    });
    await insertSampleNotification(ctx, check, { state: "acknowledged", nextAttemptAt: ago(120) });
    expect(await causesOf(check)).toEqual(["notification_overdue"]);
    expect(await nextStep(ctx, { checkId: check.id })).toMatchObject({ do: "notify", afterMs: 0 });
  });

  it("of a cancel that the provider is owed is found", async () => {
    const check = await stored({
      state: "cancelled",
      providerCancel: "due",
      providerCancelAt: ago(120),
    });
    expect(await causesOf(check)).toEqual(["cancel_overdue"]);
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "cancel", afterMs: 0 });
  });

  it("of a demo check without ready is found", async () => {
    const check = await stored({
      state: "result_ready",
      isDemo: true,
      outcome: "result",
      createdAt: ago(120),
      resultAt: ago(120),
    });
    expect(await causesOf(check)).toEqual(["notification_missing"]);
    expect(await nextStep(ctx, { checkId: check.id })).toMatchObject({ do: "notify" });
  });

  it("of errors that may have gone out in the start answer is found", async () => {
    const check = await stored({
      state: "result_ready",
      outcome: "errors",
      createdAt: ago(120),
      resultAt: ago(120),
    });
    expect(await causesOf(check)).toEqual(["start_not_settled"]);
    expect(await nextStep(ctx, { checkId: check.id })).toEqual({ do: "settle_start", afterMs: 0 });
  });
});

it("finds nothing where nothing is late, and what is due already only once", async () => {
  const check = await stored({ startedAt: ago(10), deadlineAt: new Date(Date.now() + 60_000) });
  expect(await causesOf(check)).toEqual([]);
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(checks)
      .set({ deadlineAt: ago(DAY) })
      .where(eq(checks.id, check.id)),
  );
  expect(await causesOf(check)).toEqual(["deadline_overdue"]);
  expect(await causesOf(check)).toEqual([]);
});
