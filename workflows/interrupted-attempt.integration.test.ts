import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { notificationAttempts } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { useHarness } from "@/lib/db/testing/harness";
import type { ServiceContext } from "@/lib/services/context";
import { explainAttemptError, getNotification, resendNotification } from "@/lib/services/notifications";
import { insertSampleCheck, insertSampleNotification } from "@/lib/services/testing/sample-check";
import { createSampleProvider } from "@/lib/services/testing/sample-provider";
import { type Repair, reconcile } from "./reconcile";

const harness = useHarness();
const root = fileURLToPath(new URL("..", import.meta.url));

/** Maxsight: takes the call and says nothing. */
const maxsight = { calls: 0, onCall: () => {} };
let server: Server;
let baseUrl: string;
let ctx: ServiceContext;

beforeAll(async () => {
  server = createServer((request) => {
    request.resume();
    maxsight.calls += 1;
    maxsight.onCall();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  Object.assign(maxsight, { calls: 0, onCall: () => {} });
  ctx = await harness.newTenant();
});

/** What Maxsight was told before and has fetched: nobody but a person sends it again, so no ladder closes anything. */
async function fetchedNotification(): Promise<string> {
  const provider = await createSampleProvider(ctx, {
    config: { check_template: { type: "ONE_TIME_CALLBACK" } },
    apiBaseUrl: baseUrl,
  });
  const check = await insertSampleCheck(ctx, provider, { state: "finished", outcome: "result" });
  const row = await insertSampleNotification(ctx, check, { state: "fetched", fetchedAt: new Date() });
  return row.id;
}

const RESEND = `
  import { parseSettings } from "./lib/env.ts";
  import { contextFor } from "./lib/services/context.ts";
  import { resendNotification } from "./lib/services/notifications/index.ts";
  import { createRuntime } from "./lib/services/runtime.ts";
  const runtime = createRuntime(parseSettings(process.env), { name: "web" });
  const { TENANT, NOTIFICATION } = process.env;
  const actor = { kind: "user", id: TENANT, label: "Test admin", role: "tenant_admin" };
  await resendNotification(contextFor(runtime, TENANT, actor), { notificationId: NOTIFICATION, reason: "again" });
`;

function resendInItsOwnProcess(notificationId: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", RESEND], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      PATH: "/usr/bin:/bin",
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      DATABASE_URL: harness.databaseUrl,
      GATEHOUSE_ROOT_KEY: harness.rootKey,
      EGRESS_ALLOW: "127.0.0.0/8",
      TENANT: ctx.tenantId,
      NOTIFICATION: notificationId,
    },
  });
}

async function killedInTheMiddle(): Promise<string> {
  const id = await fetchedNotification();
  const called = new Promise<void>((resolve) => (maxsight.onCall = resolve));
  const child = resendInItsOwnProcess(id);
  const ended = once(child, "exit");
  await called;
  child.kill("SIGKILL");
  await ended;
  return id;
}

const attemptsOf = async (id: string) => (await getNotification(ctx, { id })).attemptRows;

async function repairsOfTenant(): Promise<Repair[]> {
  return (await reconcile(harness.runtime)).filter(({ tenantId }) => tenantId === ctx.tenantId);
}

const beginEarlier = (id: string, seconds: number) =>
  asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .update(notificationAttempts)
      .set({ createdAt: new Date(Date.now() - seconds * 1_000) })
      .where(eq(notificationAttempts.notificationId, id)),
  );

it("ends the attempt of a process that was killed, once it is older than any attempt can be", async () => {
  const id = await killedInTheMiddle();
  expect(maxsight.calls).toBe(1);
  expect(await attemptsOf(id)).toMatchObject([{ number: 1, trigger: "manual", finishedAt: null }]);

  await beginEarlier(id, 45);
  expect(await repairsOfTenant()).toEqual([]);
  expect(await attemptsOf(id)).toMatchObject([{ finishedAt: null, errorCode: null }]);

  await beginEarlier(id, 61);
  const { checkId } = await getNotification(ctx, { id });
  expect(await repairsOfTenant()).toEqual([
    { tenantId: ctx.tenantId, checkId, cause: "attempt_interrupted" },
  ]);
  expect(await attemptsOf(id)).toMatchObject([
    { number: 1, errorCode: "interrupted", status: null, finishedAt: expect.any(Date) as Date },
  ]);
  expect((await getNotification(ctx, { id })).state).toBe("fetched");
  expect(await repairsOfTenant()).toEqual([]);
});

it("lets an answer that comes after all say what happened", async () => {
  const id = await fetchedNotification();
  const called = new Promise<void>((resolve) => (maxsight.onCall = resolve));
  const release = holdAnswer();
  const resending = resendNotification(ctx, { notificationId: id, reason: "slow" });
  await called;
  await beginEarlier(id, 61);
  expect(await repairsOfTenant()).toHaveLength(1);
  release();
  await resending;
  expect(await attemptsOf(id)).toMatchObject([{ errorCode: null, status: 200, ackId: "cb-1" }]);
});

it("is explained to people", () => {
  expect(explainAttemptError("interrupted")).toEqual({
    sentence: "The process ended during this attempt, so nobody knows whether Maxsight got it.",
    nextStep:
      "Nothing to do for an automatic one: it is repeated, which Maxsight accepts. Repeat a resend by hand.",
  });
});

/** Makes Maxsight answer the call that it holds, when the returned function is called. */
function holdAnswer(): () => void {
  const held: (() => void)[] = [];
  server.prependOnceListener("request", (_request, response) => {
    held.push(() => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end('{"callback_id":"cb-1"}');
    });
  });
  return () => held.forEach((answer) => answer());
}
