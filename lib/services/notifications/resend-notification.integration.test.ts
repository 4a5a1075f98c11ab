import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { auditLog, checks, notifications, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN } from "@/lib/db/testing/harness";
import { ForbiddenError, NotFoundError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { type ServiceContext } from "../context";
import { getNotification, markNotificationFetched, resendNotification } from "./index";
import { useNotifiedMaxsight } from "./testing/notified-maxsight";

const world = useNotifiedMaxsight();
const { attempt, clock, harness, maxsight, msUntilNext, newNotification } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ({ ctx } = world.current());
});

describe("a resend", () => {
  it("is one recorded attempt with a reason and an audit row, whatever the state", async () => {
    maxsight.answers = [{ status: 404 }, { status: 200 }];
    const { id } = await newNotification();
    await attempt(id);
    const resent = await resendNotification(ctx, { notificationId: id, reason: "Maxsight mended it" });
    expect(resent.attempt).toMatchObject({
      number: 2,
      trigger: "manual",
      actor: "Test admin",
      reason: "Maxsight mended it",
      status: 200,
    });
    expect(resent.notification.state).toBe("acknowledged");
    const [audited] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.action, "notification.resent"), eq(auditLog.targetId, id))),
    );
    expect(audited).toMatchObject({
      reason: "Maxsight mended it",
      details: { attempt: 2, trigger: "manual" },
    });
  });

  it("works on what was fetched, and leaves it fetched", async () => {
    const { id, checkId } = await newNotification();
    await attempt(id);
    await asTenant(ctx.db, ctx.tenantId, (tx) => markNotificationFetched(tx, ctx, { checkId }));
    const resent = await resendNotification(ctx, { notificationId: id });
    expect(resent.attempt.status).toBe(200);
    expect(resent.notification).toMatchObject({ state: "fetched", attempts: 2, nextAttemptAt: null });
  });

  it("leaves the ladder's plan as it was when it fails, unless it is to start it anew", async () => {
    maxsight.answers = [{ status: 500 }];
    const { id, checkId } = await newNotification();
    await attempt(id);
    const planned = await msUntilNext(id);
    await resendNotification(ctx, { notificationId: id });
    expect(await msUntilNext(id)).toBe(planned);
    maxsight.answers = [{ status: 404 }, { status: 500 }];
    clock.ms += planned ?? 0;
    await attempt(id);
    await resendNotification(ctx, { notificationId: id, withLadder: true });
    expect(await getNotification(ctx, { id })).toMatchObject({ state: "delivering", ladderStep: 1 });
    const [check] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(checks).where(eq(checks.id, checkId)),
    );
    expect(check?.engineDueAt).toEqual(ctx.now());
  });

  it("leaves given up what was superseded, so that nobody is reminded or waits for its fetch", async () => {
    const { id } = await newSuperseded();
    const { notification } = await resendNotification(ctx, { notificationId: id });
    expect(notification).toMatchObject({ state: "cancelled", nextAttemptAt: null });
  });

  it("is refused to a read-only actor, and unknown to another tenant", async () => {
    const { id } = await newNotification();
    const viewer: ServiceContext = {
      ...ctx,
      actor: { ...TEST_ADMIN, role: "viewer" } as ServiceContext["actor"],
    };
    await expect(resendNotification(viewer, { notificationId: id })).rejects.toThrow(ForbiddenError);
    const other = await harness.newTenant();
    await expect(resendNotification(other, { notificationId: id })).rejects.toThrow(NotFoundError);
    await expect(getNotification(other, { id })).rejects.toThrow(NotFoundError);
    expect(maxsight.calls).toHaveLength(0);
  });
});

/** The notification of an update that a person gave up in favour of a later one; its check is monitored on. */
async function newSuperseded(): Promise<{ id: string }> {
  const { id, checkId } = await newNotification();
  const updateId = newId(ctx.now().getTime());
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    await tx
      .update(checks)
      .set({ state: "monitoring", checkTemplate: "MONITORED_CALLBACK" })
      .where(eq(checks.id, checkId));
    await tx.insert(updates).values({
      id: updateId,
      tenantId: ctx.tenantId,
      checkId,
      number: 1,
      updateId,
      state: "superseded",
      occurredAt: ctx.now(),
      contentHash: "1",
      outcome: "result",
      resultPayloadId: newId(),
      resultAt: ctx.now(),
    });
    await tx
      .update(notifications)
      .set({ updateId, kind: "monitored_notify", state: "cancelled", nextAttemptAt: null })
      .where(eq(notifications.id, id));
  });
  return { id };
}
