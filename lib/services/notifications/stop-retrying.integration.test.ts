import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checks } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN } from "@/lib/db/testing/harness";
import { ConflictError, ForbiddenError, NotFoundError } from "@/lib/errors";
import { listAudit } from "../audit";
import { contextFor, type ServiceContext } from "../context";
import { getNotification, resendNotification, stopRetrying } from "./index";
import { useNotifiedMaxsight } from "./testing/notified-maxsight";

const world = useNotifiedMaxsight();
const { attempt, clock, harness, maxsight, newNotification } = world;
let ctx: ServiceContext;
beforeEach(() => {
  ({ ctx } = world.current());
});

const reason = "Entered there by hand";
const stop = (notificationId: string, by = ctx) => stopRetrying(by, { notificationId, reason });
const DAY_MS = 86_400_000;

describe("stopping the retries of a notification", () => {
  it("leaves nothing that is tried by itself, with a reason, once", async () => {
    maxsight.answers = [{ status: 500 }];
    const { id, checkId } = await newNotification();
    await attempt(id);
    expect(await stop(id)).toMatchObject({ state: "suppressed", nextAttemptAt: null });
    await stop(id);
    clock.ms += DAY_MS;
    await attempt(id);
    expect(maxsight.calls).toHaveLength(1);
    const { items } = await listAudit(ctx, { filter: { action: "notification.stopped", target_id: id } });
    expect(items).toMatchObject([{ reason, details: { attempts: 1 } }]);
    const [check] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.select().from(checks).where(eq(checks.id, checkId)),
    );
    expect(check?.engineDueAt).not.toBeNull();
  });

  it("is not undone by the attempt that was out at that moment, whatever it brings", async () => {
    for (const [status, state] of [
      [500, "suppressed"],
      [404, "suppressed"],
      [200, "acknowledged"],
    ] as const) {
      maxsight.answers = [{ status }];
      const { id } = await newNotification();
      maxsight.onCall = async () => void (await stop(id));
      await attempt(id);
      maxsight.onCall = async () => {};
      expect(await getNotification(ctx, { id })).toMatchObject({ state, nextAttemptAt: null });
    }
  });

  it("ends the reminders of one that Maxsight has acknowledged, and one under way brings none after it", async () => {
    const { id } = await newNotification();
    await attempt(id);
    expect(await stop(id)).toMatchObject({ state: "acknowledged", nextAttemptAt: null });
    await expect(stop(id)).rejects.toThrow(ConflictError);
    const other = await newNotification();
    await attempt(other.id);
    clock.ms += DAY_MS;
    maxsight.onCall = async () => void (await stop(other.id));
    await attempt(other.id);
    expect(await getNotification(ctx, { id: other.id })).toMatchObject({
      state: "acknowledged",
      attempts: 2,
      nextAttemptAt: null,
    });
  });

  it("leaves the resend, which may start the ladder anew", async () => {
    maxsight.answers = [{ status: 500 }];
    const { id } = await newNotification();
    await attempt(id);
    await stop(id);
    await resendNotification(ctx, { notificationId: id });
    expect(await getNotification(ctx, { id })).toMatchObject({ state: "suppressed", nextAttemptAt: null });
    await resendNotification(ctx, { notificationId: id, withLadder: true });
    const again = await getNotification(ctx, { id });
    expect(again.state).toBe("delivering");
    expect(again.nextAttemptAt).toBeInstanceOf(Date);
  });

  it("is refused where nothing is tried, to who may only read, and to strangers", async () => {
    maxsight.answers = [{ status: 404 }];
    const { id } = await newNotification();
    const viewer = { ...TEST_ADMIN, role: "viewer" } as never;
    await expect(stop(id, contextFor(harness.runtime, ctx.tenantId, viewer))).rejects.toThrow(ForbiddenError);
    await expect(stop(id, await harness.newTenant())).rejects.toThrow(NotFoundError);
    await attempt(id);
    await expect(stop(id)).rejects.toThrow("Nothing is tried by itself");
  });
});
