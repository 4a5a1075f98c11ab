import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { auditLog, checks, exchanges, notifications, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { TEST_ADMIN, useHarness } from "@/lib/db/testing/harness";
import { ForbiddenError, NotFoundError } from "@/lib/errors";
import { type CheckId, newId, type ProviderId } from "@/lib/ids";
import { verifyRequest } from "@/lib/protocol/signature/verify-request";
import { FIRST_PAGE } from "../page";
import { markReady } from "../checks";
import type { ServiceContext } from "../context";
import { createSampleProvider, type SampleProvider } from "../testing/sample-provider";
import { beginAttempt } from "./begin-attempt";
import {
  attemptNotification,
  getNotification,
  listNotifications,
  markNotificationFetched,
  queueNotification,
  resendNotification,
  stopNotifications,
} from "./index";

const START = Date.UTC(2026, 0, 5, 12);
const clock = { ms: START };
const harness = useHarness({ now: () => new Date(clock.ms) });

/** Maxsight's callback endpoint: answers are used up one by one, the last one repeats. */
const maxsight = {
  answers: [] as { status: number; headers?: Record<string, string> }[],
  calls: [] as { headers: Record<string, unknown>; body: string; isSigned: boolean }[],
  onCall: async (): Promise<void> => {},
};
let server: Server;
let ctx: ServiceContext;
let provider: SampleProvider;
let baseUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const verdict = verifyRequest({
        method: request.method ?? "",
        target: request.url ?? "",
        headers: request.headers,
        body,
        keys: (keyId) => (keyId === provider.signingKey.keyId ? [provider.signingKey] : []),
        nowMs: clock.ms,
        rules: "maxsight",
      });
      maxsight.calls.push({ headers: request.headers, body: body.toString("utf8"), isSigned: verdict.ok });
      const answer = (maxsight.answers.length > 1 ? maxsight.answers.shift() : maxsight.answers[0]) ?? {
        status: 200,
      };
      void maxsight.onCall().then(() => {
        response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
        response.end(answer.status === 200 ? '{"callback_id":"cb-1"}' : '{"message":"no"}');
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ctx = await harness.newTenant();
  provider = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    apiBaseUrl: baseUrl,
  });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  clock.ms += 86_400_000;
  maxsight.answers = [{ status: 200 }];
  maxsight.calls = [];
  maxsight.onCall = async () => {};
});

/** A check whose result is ready, and the notification that says so. */
async function newNotification(): Promise<{ checkId: CheckId; id: string }> {
  const checkId = newId<CheckId>(clock.ms);
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [key] = await tx.select().from(signingKeys).where(eq(signingKeys.providerId, provider.providerId));
    const [check] = await tx
      .insert(checks)
      .values({
        id: checkId,
        tenantId: ctx.tenantId,
        providerId: provider.providerId as ProviderId,
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
        createdAt: ctx.now(),
      })
      .returning();
    await queueNotification(tx, ctx, { check: check! });
    await queueNotification(tx, ctx, { check: check! });
    const rows = await tx.select().from(notifications).where(eq(notifications.checkId, checkId));
    expect(rows).toHaveLength(1);
    return { checkId, id: rows[0]!.id };
  });
}

const attempt = (id: string) => attemptNotification(ctx, { notificationId: id, trigger: "auto" });
const msUntilNext = async (id: string) => {
  const { nextAttemptAt } = await getNotification(ctx, { id });
  return nextAttemptAt === null ? null : nextAttemptAt.getTime() - clock.ms;
};

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
        url: `${baseUrl}/integrations/v1/callbacks`,
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

describe("the list", () => {
  it("is newest first, in pages, narrowed by state and time", async () => {
    const from = new Date(clock.ms);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      clock.ms += 1000;
      ids.unshift((await newNotification()).id);
    }
    await attempt(ids[2]!);
    const all = await listNotifications(ctx, { filter: { from }, page: FIRST_PAGE });
    expect(all.items.map((item) => item.id)).toEqual(ids);
    expect(all.next).toBe(null);
    const first = await listNotifications(ctx, { filter: { from }, page: { limit: 2, after: null } });
    expect(first.items.map((item) => item.id)).toEqual(ids.slice(0, 2));
    const second = await listNotifications(ctx, { filter: { from }, page: { limit: 2, after: first.next } });
    expect(second.items.map((item) => item.id)).toEqual(ids.slice(2));
    const queued = await listNotifications(ctx, { filter: { from, state: "queued" }, page: FIRST_PAGE });
    expect(queued.items.map((item) => item.id)).toEqual(ids.slice(0, 2));
    expect(queued.items[0]?.provider.slug).toBe(provider.slug);
    const other = await harness.newTenant();
    expect((await listNotifications(other, { filter: {}, page: FIRST_PAGE })).items).toEqual([]);
  });
});
