import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { and, asc, eq, ne } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditLog, checks, notificationAttempts, notifications, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ForbiddenError, NotFoundError } from "@/lib/errors";
import { type CheckId, newId, type ProviderId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { beginAttempt } from "../notifications/begin-attempt";
import { attemptNotification, queueNotification, resendNotification } from "../notifications";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { closeBreaker, listBreakers } from "./index";

const clock = { ms: Date.UTC(2026, 0, 5, 12) };
const harness = useHarness({ now: () => new Date(clock.ms) });

type Host = { server: Server; url: string; status: number; calls: number; onCall: () => Promise<void> };
const hosts: Host[] = [];

async function newHost(): Promise<Host> {
  const host = { status: 503, calls: 0, onCall: async () => {} } as Host;
  host.server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      host.calls += 1;
      void host.onCall().then(() => {
        response.writeHead(host.status, { "content-type": "application/json" });
        response.end(host.status === 200 ? '{"callback_id":"cb-1"}' : "{}");
      });
    });
  });
  await new Promise<void>((resolve) => host.server.listen(0, "127.0.0.1", resolve));
  host.url = `http://127.0.0.1:${(host.server.address() as AddressInfo).port}`;
  hosts.push(host);
  return host;
}

let eu: Host;
let us: Host;
let ctx: ServiceContext;
let toEu: SampleProvider;

beforeAll(async () => {
  eu = await newHost();
  us = await newHost();
});
afterAll(async () => {
  for (const { server } of hosts) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(async () => {
  clock.ms += 86_400_000;
  for (const host of hosts) Object.assign(host, { status: 503, calls: 0, onCall: async () => {} });
  ctx = await harness.newTenant();
  toEu = await newProvider(ctx, eu);
});

const newProvider = (owner: ServiceContext, host: Host) =>
  createSampleProvider(owner, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    apiBaseUrl: host.url,
  });

/** The id of a notification that is due now. */
async function newNotification(owner: ServiceContext, { providerId }: SampleProvider): Promise<string> {
  clock.ms += 1;
  const checkId = newId<CheckId>(clock.ms);
  return asTenant(owner.db, owner.tenantId, async (tx) => {
    const [key] = await tx.select().from(signingKeys).where(eq(signingKeys.providerId, providerId));
    const [check] = await tx
      .insert(checks)
      .values({
        id: checkId,
        tenantId: owner.tenantId,
        providerId: providerId as ProviderId,
        maxsightId: newId(),
        reference: checkId,
        version: 1,
        signingKeyId: key!.id,
        environment: "custom",
        checkType: "INDIVIDUAL_CUSTOM",
        checkTemplate: "ONE_TIME_CALLBACK",
        isDemo: false,
        state: "result_ready",
        outcome: "result",
        createdAt: owner.now(),
      })
      .returning();
    await queueNotification(tx, owner, { check: check! });
    const [row] = await tx.select().from(notifications).where(eq(notifications.checkId, checkId));
    return row!.id;
  });
}

async function newNotifications(count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) ids.push(await newNotification(ctx, toEu));
  return ids;
}

const attempt = (id: string, owner = ctx) =>
  attemptNotification(owner, { notificationId: id, trigger: "auto" });
const system = (owner: ServiceContext): ServiceContext => ({
  ...owner,
  actor: { kind: "system", label: "lifecycle" },
});

async function read(id: string) {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({ notification: notifications, engineDueAt: checks.engineDueAt })
      .from(notifications)
      .innerJoin(checks, eq(checks.id, notifications.checkId))
      .where(eq(notifications.id, id));
    const { state, nextAttemptAt, attempts, ladderStep } = row!.notification;
    return {
      state,
      attempts,
      ladderStep,
      inMs: nextAttemptAt === null ? null : nextAttemptAt.getTime() - clock.ms,
      dueInMs: row!.engineDueAt === null ? null : row!.engineDueAt.getTime() - clock.ms,
    };
  });
}

async function onlyBreaker() {
  const [breaker, ...others] = await listBreakers(ctx);
  expect(others).toEqual([]);
  return breaker!;
}

/** Opens the breaker of EU: ten notifications, one failed attempt each. */
async function open(): Promise<string[]> {
  const ids = await newNotifications(10);
  for (const id of ids) await attempt(id);
  expect((await onlyBreaker()).state).toBe("open");
  return ids;
}

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
    await attempt(parked[0]!);
    eu.onCall = async () => {};
    const breaker = await onlyBreaker();
    expect(breaker).toMatchObject({ state: "closed", timesOpened: 0, nextProbeAt: null, parked: 0 });
    expect(breaker.history.map(({ state }) => state)).toEqual(["closed", "half_open", "open"]);
    const waiting = [...failed, ...parked.slice(1)];
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
    expect((await beginAttempt(ctx, { notificationId: lost!, trigger: "auto" }))?.sentAs).toBe("probe");
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

async function countUndelivered(): Promise<number> {
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx.select({ id: notifications.id }).from(notifications).where(ne(notifications.state, "acknowledged")),
  );
  return rows.length;
}

describe("an outage in full", () => {
  it("loses nothing while everything fails, is parked, probed and comes back", async () => {
    const lifecycle = system(ctx);
    const ids = await newNotifications(15);
    let seconds = 0;
    while ((await countUndelivered()) > 0 && seconds < 600) {
      if (seconds >= 200) eu.status = 200;
      for (const id of ids) await attempt(id, lifecycle);
      clock.ms += 10_000;
      seconds += 10;
    }
    expect(await countUndelivered()).toBe(0);
    expect(seconds).toBeLessThan(400);
    const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .select({ createdAt: notificationAttempts.createdAt, status: notificationAttempts.status })
        .from(notificationAttempts)
        .orderBy(asc(notificationAttempts.createdAt)),
    );
    expect(rows.filter(({ status }) => status === 200)).toHaveLength(15);
    // Ten calls open it; from then on only the probes after 30, 60 and 120 s leave.
    expect(rows.filter(({ status }) => status === 503).length).toBeLessThan(14);
  });
});
