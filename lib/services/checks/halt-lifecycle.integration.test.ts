import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { checkEvents, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { NotFoundError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { listAttention } from "../attention";
import { insertSampleCheck, insertSampleNotification } from "../testing/sample-check";
import { createSampleProvider } from "../testing/sample-provider";
import type { CheckRow } from "./check-row";
import { getCheckRow } from "./find-check";
import { haltLifecycle, nextStep } from "./index";
import { readOutcome } from "./read-outcome";

const harness = useHarness();
const error = new NotFoundError("The input of this check is no longer stored.");

async function newCheck(changes: Partial<CheckRow>): Promise<{ ctx: ServiceContext; check: CheckRow }> {
  const ctx = await harness.newTenant();
  const template = changes.checkTemplate ?? "ONE_TIME_CALLBACK";
  const provider = await createSampleProvider(ctx, { config: { check_template: { type: template } } });
  return { ctx, check: await insertSampleCheck(ctx, provider, { checkTemplate: template, ...changes }) };
}

const eventsOf = (ctx: ServiceContext, checkId: string) =>
  asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ details: checkEvents.details })
      .from(checkEvents)
      .where(and(eq(checkEvents.checkId, checkId), eq(checkEvents.kind, "lifecycle_failed"))),
  );

describe("a lifecycle whose step cannot be mended", () => {
  it("gives a check without a result an error of ours, with the cause in its timeline", async () => {
    const { ctx, check } = await newCheck({ state: "in_progress", startedAt: new Date() });
    const failed = { checkId: check.id, activity: "pollUpstream", error };
    const step = await haltLifecycle(ctx, failed);
    expect(step.do).toBe("settle_start");
    expect(await getCheckRow(ctx, check.id)).toMatchObject({
      state: "result_ready",
      errorType: "INTEGRATION",
    });
    expect(await readOutcome(ctx, check.id)).toEqual({
      kind: "errors",
      errors: [
        {
          type: "INTEGRATION",
          message:
            "The gateway could not go on with this check: The input of this check is no longer stored.",
        },
      ],
    });
    expect(await eventsOf(ctx, check.id)).toEqual([
      {
        details: {
          activity: "pollUpstream",
          code: "not_found",
          message: "The input of this check is no longer stored.",
        },
      },
    ]);
    expect((await listAttention(ctx)).groups.map(({ cause }) => cause)).toContain("mapping");
  });

  it("leaves a monitored check alive, to be asked at its next time", async () => {
    const { ctx, check } = await newCheck({ state: "monitoring", checkTemplate: "MONITORED_CALLBACK" });
    await haltLifecycle(ctx, { checkId: check.id, activity: "pollUpstream", error });
    expect(await getCheckRow(ctx, check.id)).toMatchObject({ state: "monitoring" });
    expect((await listAttention(ctx)).groups.map(({ cause }) => cause)).toContain("drift");
  });

  it("gives up a notification that cannot be made", async () => {
    const { ctx, check } = await newCheck({
      state: "result_ready",
      outcome: "result",
      resultAt: new Date(),
      readyAt: new Date(),
    });
    const { id: notificationId } = await insertSampleNotification(ctx, check, { state: "delivering" });
    const failed = { checkId: check.id, activity: "attemptNotification", notificationId, error };
    expect(await haltLifecycle(ctx, failed)).toMatchObject({ do: "wait", for: "fetch" });
    const [row] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(notifications).where(eq(notifications.id, notificationId)),
    );
    expect(row).toMatchObject({ state: "exhausted", nextAttemptAt: null, lastErrorCode: "unsendable" });
    expect((await listAttention(ctx)).groups.map(({ cause }) => cause)).toContain("exhausted");
  });

  it("goes on where its definition can no longer be read", async () => {
    const { ctx, check } = await newCheck({
      state: "result_ready",
      version: 99,
      outcome: "result",
      resultAt: new Date(),
      readyAt: new Date(),
    });
    expect(await nextStep(ctx, { checkId: check.id })).toMatchObject({ do: "notify", afterMs: 0 });
  });

  it("ends for a check that is gone", async () => {
    const { ctx } = await newCheck({});
    const other = await newCheck({});
    const failed = { checkId: other.check.id, activity: "nextStep", error };
    expect(await haltLifecycle(ctx, failed)).toEqual({ do: "end" });
  });
});
