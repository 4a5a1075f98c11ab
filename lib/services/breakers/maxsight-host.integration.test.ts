import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { notifications } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { type ServiceContext } from "../context";
import { beginAttempt } from "../notifications/begin-attempt";
import { type SampleProvider } from "../testing/sample-provider";
import { listBreakers } from "./index";
import { type Host, useMaxsightHosts } from "./testing/maxsight-hosts";

const world = useMaxsightHosts();
const { attempt, clock, harness, newNotification, newNotifications, newProvider, onlyBreaker, open, read } =
  world;
let ctx: ServiceContext;
let eu: Host;
let us: Host;
let toEu: SampleProvider;
beforeEach(() => {
  ({ ctx, eu, us, toEu } = world.current());
});

describe("the breaker of a Maxsight host", () => {
  it("opens after ten failures, for 30 s, and says from what it decided", async () => {
    const ids = await newNotifications(10);
    for (const id of ids.slice(0, 9)) await attempt(id);
    expect(await listBreakers(ctx)).toEqual([]);
    await attempt(ids[9]!);
    const breaker = await onlyBreaker();
    expect(breaker).toMatchObject({
      scope: "maxsight_host",
      key: eu.url,
      state: "open",
      timesOpened: 1,
      openedAt: ctx.now(),
      nextProbeAt: new Date(clock.ms + 30_000),
      parked: 0,
    });
    expect(breaker.history).toMatchObject([{ state: "open", calls: 10, failures: 10 }]);
  });

  it("counts only five minutes, and no refusal of a single notification", async () => {
    const ids = await newNotifications(22);
    for (const id of ids.slice(0, 9)) await attempt(id);
    clock.ms += 300_001;
    for (const id of ids.slice(9, 12)) await attempt(id);
    eu.status = 404;
    for (const id of ids.slice(12)) await attempt(id);
    expect(await listBreakers(ctx)).toEqual([]);
  });

  it("parks what is due while it is open, until the probe, and sends nothing", async () => {
    await open();
    const id = await newNotification(ctx, toEu);
    expect(await attempt(id)).toEqual({ status: "not_due" });
    expect(eu.calls).toBe(10);
    expect(await read(id)).toMatchObject({ state: "parked", attempts: 0, ladderStep: 0, inMs: 29_999 });
    expect((await onlyBreaker()).parked).toBe(1);
  });

  it("wakes a few for its probe, and the others only should nobody let them go", async () => {
    await open();
    const ids = await newNotifications(30);
    for (const id of ids) await attempt(id);
    const waits = (await Promise.all(ids.map(read))).map(({ inMs }) => (inMs ?? 0) - 29_970);
    expect(waits.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
    const others = waits.slice(10);
    expect(Math.min(...others)).toBeGreaterThanOrEqual(600_000);
    expect(Math.max(...others)).toBeLessThanOrEqual(1_200_000);
    expect(new Set(others).size).toBeGreaterThan(15);
  });

  it("lets exactly one of many through when half open, and parks the others behind it", async () => {
    await open();
    const ids = await newNotifications(6);
    for (const id of ids) await attempt(id);
    clock.ms += 30_000;
    let release = () => {};
    const isHeld = new Promise<void>((resolve) => (release = resolve));
    eu.onCall = () => isHeld;
    const tries = ids.map((id) => attempt(id));
    await expect.poll(async () => (await Promise.all(ids.map(read))).filter(isBehindProbe).length).toBe(5);
    expect((await onlyBreaker()).state).toBe("half_open");
    release();
    await Promise.all(tries);
    expect(eu.calls).toBe(11);
    expect(await onlyBreaker()).toMatchObject({
      state: "open",
      timesOpened: 2,
      nextProbeAt: new Date(clock.ms + 60_000),
    });
  });

  it("releases twenty a second when the probe succeeds, and nothing is lost", async () => {
    const failed = await open();
    const parked = await newNotifications(40);
    for (const id of [...failed, ...parked]) {
      await makeDue(id);
      await attempt(id);
    }
    expect((await onlyBreaker()).parked).toBe(50);
    clock.ms += 30_000;
    eu.status = 200;
    eu.onCall = async () => void (clock.ms += 20);
    await attempt(failed[0]!);
    eu.onCall = async () => {};
    const breaker = await onlyBreaker();
    expect(breaker).toMatchObject({ state: "closed", timesOpened: 0, nextProbeAt: null, parked: 0 });
    expect(breaker.history.map(({ state }) => state)).toEqual(["closed", "half_open", "open"]);
    const waiting = [...failed.slice(1), ...parked];
    for (const [place, id] of waiting.entries()) {
      expect(await read(id)).toMatchObject({ state: "queued", inMs: place * 50, dueInMs: place * 50 });
    }
    clock.ms += 2_450;
    for (const id of waiting) await attempt(id);
    expect(eu.calls).toBe(10 + 1 + 49);
    for (const id of [...failed, ...parked]) expect((await read(id)).state).toBe("acknowledged");
  });

  it("does not hold old failures against a host that came back", async () => {
    await open();
    const [probe, next] = await newNotifications(2);
    clock.ms += 30_000;
    eu.status = 200;
    await attempt(probe!);
    eu.status = 503;
    await attempt(next!);
    expect((await onlyBreaker()).state).toBe("closed");
  });

  it("probes anew when the process of a probe is gone", async () => {
    await open();
    const [lost, second] = await newNotifications(2);
    clock.ms += 30_000;
    expect((await beginAttempt(ctx, { notificationId: lost!, trigger: "auto" }))?.gate.pass).toBe("probe");
    await attempt(second!);
    expect(await read(second!)).toMatchObject({ state: "parked", inMs: 60_000 });
    eu.status = 200;
    clock.ms += 60_000;
    await attempt(second!);
    expect(await read(second!)).toMatchObject({ state: "acknowledged" });
    expect((await onlyBreaker()).state).toBe("closed");
  });

  it("puts a reminder off without taking back the acknowledgement", async () => {
    const acknowledged = await newNotification(ctx, toEu);
    eu.status = 200;
    await attempt(acknowledged);
    eu.status = 503;
    clock.ms += 300_000;
    await open();
    await attempt(acknowledged);
    expect(await read(acknowledged)).toMatchObject({ state: "acknowledged", inMs: 30_000 });
  });

  it("concerns no other host and no other tenant", async () => {
    await open();
    us.status = 200;
    const toUs = await newProvider(ctx, us);
    const elsewhere = await newNotification(ctx, toUs);
    await attempt(elsewhere);
    expect(await read(elsewhere)).toMatchObject({ state: "acknowledged" });
    const other = await harness.newTenant();
    const theirs = await newNotification(other, await newProvider(other, eu));
    expect((await attempt(theirs, other)).status).toBe("attempted");
    expect(await listBreakers(other)).toEqual([]);
  });
});

const isBehindProbe = ({ state, inMs }: { state: string; inMs: number | null }) =>
  state === "parked" && inMs === 60_000;

async function makeDue(id: string): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.update(notifications).set({ nextAttemptAt: ctx.now() }).where(eq(notifications.id, id)),
  );
}
