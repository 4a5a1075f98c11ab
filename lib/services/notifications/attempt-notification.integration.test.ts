import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checks, exchanges, notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { markReady } from "../checks";
import { type ServiceContext } from "../context";
import { type SampleProvider } from "../testing/sample-provider";
import { beginAttempt } from "./begin-attempt";
import { getNotification, markNotificationFetched, stopNotifications } from "./index";
import { useNotifiedMaxsight } from "./testing/notified-maxsight";

const world = useNotifiedMaxsight();
const { attempt, clock, maxsight, msUntilNext, newNotification } = world;
let ctx: ServiceContext;
let provider: SampleProvider;
beforeEach(() => {
  ({ ctx, provider } = world.current());
});

describe("an automatic attempt", () => {
  it("is signed when it leaves, recorded, and acknowledged", async () => {
    const { id, checkId } = await newNotification();
    clock.ms += 3_600_000;
    await attempt(id);
    expect(maxsight.calls).toMatchObject([
      { isSigned: true, body: JSON.stringify({ provider_id: provider.providerId, reference: checkId }) },
    ]);
    const seen = await getNotification(ctx, { id });
    expect(seen).toMatchObject({ state: "acknowledged", attempts: 1, ackId: "cb-1", lastStatus: 200 });
    expect(seen.attemptRows).toMatchObject([
      {
        number: 1,
        trigger: "auto",
        actor: null,
        url: `${maxsight.url}/integrations/v1/callbacks`,
        status: 200,
        errorCode: null,
        ackId: "cb-1",
      },
    ]);
    expect(await msUntilNext(id)).toBe(300_000);
    await asTenant(ctx.db, ctx.tenantId, async (tx) => {
      const [check] = await tx.select().from(checks).where(eq(checks.id, checkId));
      expect(check).toMatchObject({ notifiedAt: ctx.now(), acknowledgedAt: ctx.now() });
      const kept = await tx.select().from(exchanges).where(eq(exchanges.checkId, checkId));
      expect(kept).toMatchObject([
        { peer: "maxsight", direction: "out", operation: "callbacks", attempt: 1, status: 200 },
      ]);
    });
  });

  it("twice is once while it is not due", async () => {
    const { id } = await newNotification();
    await attempt(id);
    expect(await attempt(id)).toEqual({ status: "not_due" });
    expect(maxsight.calls).toHaveLength(1);
  });

  it("climbs the ladder while Maxsight fails", async () => {
    maxsight.answers = [{ status: 503 }];
    const { id } = await newNotification();
    await attempt(id);
    expect(await getNotification(ctx, { id })).toMatchObject({
      state: "delivering",
      lastErrorCode: "server_error",
    });
    const first = (await msUntilNext(id)) ?? 0;
    expect(first).toBeGreaterThanOrEqual(5000);
    expect(first).toBeLessThanOrEqual(7000);
    clock.ms += first;
    await attempt(id);
    expect(await msUntilNext(id)).toBeGreaterThanOrEqual(30_000);
    for (let more = 3; more <= 11; more += 1) {
      clock.ms += (await msUntilNext(id)) ?? 0;
      await attempt(id);
    }
    expect(await getNotification(ctx, { id })).toMatchObject({
      state: "exhausted",
      attempts: 11,
      nextAttemptAt: null,
    });
    expect(await attempt(id)).toEqual({ status: "not_due" });
  });

  it("honours Retry-After up to twice the planned delay", async () => {
    maxsight.answers = [{ status: 429, headers: { "retry-after": "90" } }];
    const { id } = await newNotification();
    await attempt(id);
    const wait = (await msUntilNext(id)) ?? 0;
    expect(wait).toBeGreaterThanOrEqual(90_000);
    expect(wait).toBeLessThanOrEqual(92_000);
  });

  it("needs a person at once after 404, and says why", async () => {
    maxsight.answers = [{ status: 404 }];
    const { id } = await newNotification();
    await attempt(id);
    const seen = await getNotification(ctx, { id });
    expect(seen).toMatchObject({ state: "exhausted", lastErrorCode: "reference_unknown" });
    expect(seen.attemptRows[0]?.explanation?.sentence).toBe("Maxsight does not know this check (404).");
  });

  it("starts anew when Maxsight gets ready after it refused, also while a try is out", async () => {
    const { id, checkId } = await newNotification();
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx.update(checks).set({ isDemo: true }).where(eq(checks.id, checkId)),
    );
    maxsight.answers = [{ status: 404 }];
    await attempt(id);
    clock.ms += 1000;
    const served = { reference: checkId, maxsightId: null, environment: "custom" as const };
    maxsight.onCall = async () => {
      clock.ms += 1000;
      await markReady(ctx, { ...served, providerId: provider.providerId });
    };
    await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .update(notifications)
        .set({ state: "delivering", nextAttemptAt: ctx.now() })
        .where(eq(notifications.id, id)),
    );
    await attempt(id);
    expect(await getNotification(ctx, { id })).toMatchObject({ state: "delivering", attempts: 2 });
    expect((await msUntilNext(id)) ?? 0).toBeLessThan(8000);
  });

  it("needs a person after three refused signatures", async () => {
    maxsight.answers = [{ status: 401 }];
    const { id } = await newNotification();
    const states: string[] = [];
    for (let number = 1; number <= 3; number += 1) {
      await attempt(id);
      states.push((await getNotification(ctx, { id })).state);
      clock.ms += (await msUntilNext(id)) ?? 0;
    }
    expect(states).toEqual(["delivering", "delivering", "exhausted"]);
  });

  it("counts one whose process died, and goes on", async () => {
    const { id } = await newNotification();
    await beginAttempt(ctx, { notificationId: id, trigger: "auto" });
    await attempt(id);
    const seen = await getNotification(ctx, { id });
    expect(seen.attemptRows).toMatchObject([
      { number: 1, errorCode: "interrupted", status: null },
      { number: 2, errorCode: null, status: 200 },
    ]);
    expect(seen.state).toBe("acknowledged");
  });

  it("stays fetched when Maxsight fetches before its acknowledgement is read", async () => {
    const { id, checkId } = await newNotification();
    maxsight.onCall = () =>
      asTenant(ctx.db, ctx.tenantId, (tx) => markNotificationFetched(tx, ctx, { checkId }));
    await attempt(id);
    expect(await getNotification(ctx, { id })).toMatchObject({
      state: "fetched",
      ackId: "cb-1",
      nextAttemptAt: null,
    });
  });

  it("does not leave once the check was ended", async () => {
    const { id, checkId } = await newNotification();
    await asTenant(ctx.db, ctx.tenantId, (tx) => stopNotifications(tx, ctx, { checkId }));
    expect(await attempt(id)).toEqual({ status: "not_due" });
    expect((await getNotification(ctx, { id })).state).toBe("cancelled");
  });

  it("reminds four times of what was acknowledged and not fetched", async () => {
    const { id } = await newNotification();
    await attempt(id);
    const distances: (number | null)[] = [];
    for (let number = 1; number <= 4; number += 1) {
      distances.push(await msUntilNext(id));
      clock.ms += (await msUntilNext(id)) ?? 0;
      await attempt(id);
    }
    expect(distances).toEqual([300_000, 1_800_000, 7_200_000, 36_000_000]);
    expect(await msUntilNext(id)).toBe(null);
    expect(maxsight.calls).toHaveLength(5);
  });
});
