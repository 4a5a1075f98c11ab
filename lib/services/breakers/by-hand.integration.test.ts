import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { auditLog } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN } from "@/lib/db/testing/harness";
import { ForbiddenError, NotFoundError } from "@/lib/errors";
import { type ServiceContext } from "../context";
import { resendNotification } from "../notifications";
import { closeBreaker } from "./index";
import { type Host, useMaxsightHosts } from "./testing/maxsight-hosts";

const world = useMaxsightHosts();
const { attempt, clock, harness, newNotifications, onlyBreaker, open, read } = world;
let ctx: ServiceContext;
let eu: Host;
beforeEach(() => {
  ({ ctx, eu } = world.current());
});

describe("a resend by hand", () => {
  it("leaves while the breaker is open, and its success closes it", async () => {
    await open();
    const [parked, resent] = await newNotifications(2);
    await attempt(parked!);
    await attempt(resent!);
    eu.status = 200;
    const { attempt: row } = await resendNotification(ctx, { notificationId: resent! });
    expect(row).toMatchObject({ trigger: "manual", status: 200 });
    const breaker = await onlyBreaker();
    expect(breaker).toMatchObject({ state: "closed" });
    expect(breaker.history[0]).toMatchObject({
      state: "closed",
      calls: 1,
      failures: 0,
      actorLabel: "Test admin",
    });
    expect(await read(parked!)).toMatchObject({ state: "queued", inMs: 0 });
  });

  it("that fails leaves the breaker and what is parked as they were", async () => {
    await open();
    const [resent] = await newNotifications(1);
    await attempt(resent!);
    const before = await onlyBreaker();
    await resendNotification(ctx, { notificationId: resent! });
    expect(await onlyBreaker()).toEqual(before);
    expect(await read(resent!)).toMatchObject({ state: "parked", attempts: 1 });
  });
});

describe("closing by hand", () => {
  it("releases what is parked, with a reason in the audit log", async () => {
    await open();
    const ids = await newNotifications(3);
    for (const id of ids) await attempt(id);
    const { id } = await onlyBreaker();
    const closed = await closeBreaker(ctx, { id, reason: "Maxsight says it is back" });
    expect(closed).toMatchObject({ state: "closed", parked: 0, timesOpened: 0 });
    expect(closed.history[0]).toMatchObject({ state: "closed", actorLabel: "Test admin" });
    expect((await Promise.all(ids.map(read))).map(({ inMs }) => inMs)).toEqual([0, 50, 100]);
    const [audited] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.action, "breaker.closed"), eq(auditLog.targetId, id))),
    );
    expect(audited).toMatchObject({
      reason: "Maxsight says it is back",
      details: { scope: "maxsight_host", key: eu.url, was: "open", released: 3 },
    });
  });

  it("opens it again by the same rule when the host still fails", async () => {
    await open();
    const { id } = await onlyBreaker();
    await closeBreaker(ctx, { id, reason: "Trying" });
    clock.ms += 1;
    const ids = await newNotifications(10);
    for (const one of ids) await attempt(one);
    expect(await onlyBreaker()).toMatchObject({ state: "open", timesOpened: 1 });
  });

  it("is not for viewers, and not for another tenant", async () => {
    await open();
    const { id } = await onlyBreaker();
    const viewer: ServiceContext = {
      ...ctx,
      actor: { ...TEST_ADMIN, role: "viewer" } as ServiceContext["actor"],
    };
    await expect(closeBreaker(viewer, { id, reason: "x" })).rejects.toThrow(ForbiddenError);
    const other = await harness.newTenant();
    await expect(closeBreaker(other, { id, reason: "x" })).rejects.toThrow(NotFoundError);
    await expect(closeBreaker(ctx, { id: "nonsense", reason: "x" })).rejects.toThrow(NotFoundError);
    expect((await onlyBreaker()).state).toBe("open");
  });
});
