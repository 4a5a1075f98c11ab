import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { checks, notifications, signingKeys } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import { type CheckId, newId, type ProviderId } from "@/lib/ids";
import type { ServiceContext } from "../../context";
import { attemptNotification, queueNotification } from "../../notifications";
import { createSampleProvider, type SampleProvider } from "../../testing/sample-provider";
import { listBreakers } from "../index";

export type Host = {
  server: Server;
  url: string;
  status: number;
  calls: number;
  onCall: () => Promise<void>;
};

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
  return host;
}

const START_MS = Date.UTC(2026, 0, 5, 12);

/** Two Maxsight hosts that fail, and for each test a tenant with a provider whose notifications go to the first. */
export function useMaxsightHosts() {
  const clock = { ms: START_MS };
  const harness = useHarness({ now: () => new Date(clock.ms) });
  const own = {} as { eu: Host; us: Host; ctx: ServiceContext; toEu: SampleProvider };
  const newProvider = (owner: ServiceContext, host: Host) =>
    createSampleProvider(owner, {
      config: { check_template: { type: "ONE_TIME_CALLBACK" } },
      apiBaseUrl: host.url,
    });
  beforeAll(async () => {
    own.eu = await newHost();
    own.us = await newHost();
  });
  afterAll(() => {
    for (const { server } of [own.eu, own.us]) {
      server.closeAllConnections();
      server.close();
    }
  });
  beforeEach(async () => {
    clock.ms += 86_400_000;
    for (const host of [own.eu, own.us])
      Object.assign(host, { status: 503, calls: 0, onCall: async () => {} });
    own.ctx = await harness.newTenant();
    own.toEu = await newProvider(own.ctx, own.eu);
  });
  const world = {
    clock,
    harness,
    newProvider,
    /** What the test that runs has to do with. */
    current: () => own,
    newNotification: (owner: ServiceContext, provider: SampleProvider) => {
      clock.ms += 1;
      return insertNotification(owner, provider);
    },
    newNotifications: async (count: number): Promise<string[]> => {
      const ids: string[] = [];
      while (ids.length < count) ids.push(await world.newNotification(own.ctx, own.toEu));
      return ids;
    },
    attempt: (id: string, owner = own.ctx) =>
      attemptNotification(owner, { notificationId: id, trigger: "auto" }),
    read: (id: string) => readPlace(own.ctx, id),
    onlyBreaker: () => onlyBreaker(own.ctx),
    /** Opens the breaker of EU: ten notifications, one failed attempt each. */
    open: async (): Promise<string[]> => {
      const ids = await world.newNotifications(10);
      for (const id of ids) await world.attempt(id);
      expect((await onlyBreaker(own.ctx)).state).toBe("open");
      return ids;
    },
  };
  return world;
}

/** The id of a notification that is due now. */
async function insertNotification(owner: ServiceContext, { providerId }: SampleProvider): Promise<string> {
  const checkId = newId<CheckId>(owner.now().getTime());
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
        signingKeyId: one(key).id,
        environment: "custom",
        checkType: "INDIVIDUAL_CUSTOM",
        checkTemplate: "ONE_TIME_CALLBACK",
        isDemo: false,
        state: "result_ready",
        outcome: "result",
        createdAt: owner.now(),
      })
      .returning();
    await queueNotification(tx, owner, { check: one(check) });
    const [row] = await tx.select().from(notifications).where(eq(notifications.checkId, checkId));
    return one(row).id;
  });
}

/** Where a notification stands, instants from now in milliseconds. */
async function readPlace(ctx: ServiceContext, id: string) {
  const nowMs = ctx.now().getTime();
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const [row] = await tx
      .select({ notification: notifications, engineDueAt: checks.engineDueAt })
      .from(notifications)
      .innerJoin(checks, eq(checks.id, notifications.checkId))
      .where(eq(notifications.id, id));
    const { engineDueAt: dueAt } = one(row);
    const { state, nextAttemptAt, attempts, ladderStep } = one(row).notification;
    return {
      state,
      attempts,
      ladderStep,
      inMs: nextAttemptAt === null ? null : nextAttemptAt.getTime() - nowMs,
      dueInMs: dueAt === null ? null : dueAt.getTime() - nowMs,
    };
  });
}

async function onlyBreaker(ctx: ServiceContext) {
  const [breaker, ...others] = await listBreakers(ctx);
  expect(others).toEqual([]);
  return one(breaker);
}

function one<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error("nothing there");
  return row;
}
