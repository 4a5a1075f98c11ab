import { NativeConnection, Worker } from "@temporalio/worker";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type CheckId, newId, type TenantId } from "@/lib/ids";
import { createLogger } from "@/lib/observability/logger";
import type { CheckRef } from "@/lib/services/context";
import { connectionOptions, openClient } from "@/lib/temporal/connection";
import { LIFECYCLE_TASK_QUEUE, type LifecycleStep } from "@/lib/temporal/contracts/check-lifecycle";
import { createEngine, type TemporalEngine } from "@/lib/temporal/engine";
import { loadWorkflowBundle } from "../bundle";
import type { LifecycleActivities } from "../check-lifecycle/activities";
import { useTemporal } from "../testing/temporal";

const temporal = useTemporal();
const log = createLogger({ name: "test", level: "silent" });

/** What each activity answers, in order; the last answer repeats. */
type Script = Partial<Record<keyof LifecycleActivities, LifecycleStep[]>>;
let script: Script = {};
let taken: string[] = [];
let engine: TemporalEngine;
let worker: Worker;
let running: Promise<void>;

const answer = (name: keyof LifecycleActivities) => async (): Promise<LifecycleStep> => {
  taken.push(name);
  const steps = script[name] ?? [{ do: "end" }];
  const step = steps.length > 1 ? steps.shift() : steps[0];
  return step ?? { do: "end" };
};

beforeAll(async () => {
  const activities: LifecycleActivities = {
    nextStep: answer("nextStep"),
    settleStartAnswer: answer("settleStartAnswer"),
    startUpstream: answer("startUpstream"),
    pollUpstream: answer("pollUpstream"),
    attemptNotification: answer("attemptNotification"),
  };
  worker = await Worker.create({
    connection: await NativeConnection.connect(connectionOptions(temporal.settings)),
    taskQueue: LIFECYCLE_TASK_QUEUE,
    workflowBundle: await loadWorkflowBundle(),
    activities,
  });
  running = worker.run();
  engine = createEngine(temporal.settings, log);
});
afterAll(async () => {
  await engine.close();
});
beforeEach(() => {
  taken = [];
  script = {};
});

const newCheck = (): CheckRef => ({
  tenantId: newId<TenantId>(),
  checkId: newId<CheckId>(),
  template: "ONE_TIME_CALLBACK",
});
const handleOf = (ref: CheckRef) => openClient(temporal.settings).workflow.getHandle(`check/${ref.checkId}`);

it("takes the steps it is told to take, and one activity for each", async () => {
  script = {
    nextStep: [{ do: "start" }],
    startUpstream: [{ do: "poll", afterMs: 10 }],
    pollUpstream: [{ do: "notify", notificationId: "n", afterMs: 0 }],
    attemptNotification: [{ do: "notify", notificationId: "n", afterMs: 20 }, { do: "end" }],
  };
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("pending");
  await handleOf(ref).result();
  expect(taken).toEqual([
    "nextStep",
    "startUpstream",
    "pollUpstream",
    "attemptNotification",
    "attemptNotification",
  ]);
});

it("tells the start answer of errors, then settles who owns them", async () => {
  script = {
    nextStep: [{ do: "start" }],
    startUpstream: [{ do: "settle_start", afterMs: 50 }],
    settleStartAnswer: [{ do: "end" }],
  };
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("errors");
  await handleOf(ref).result();
  expect(taken).toEqual(["nextStep", "startUpstream", "settleStartAnswer"]);
});

it("reads the row again when it is woken while it waits", async () => {
  script = {
    nextStep: [{ do: "wait", for: "ready", forMs: null }, { do: "end" }],
  };
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("pending");
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(taken).toEqual(["nextStep", "nextStep"]);
});

it("ends at once when it is woken after its end", async () => {
  const ref = newCheck();
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(taken).toEqual(["nextStep", "nextStep"]);
});

it("answers that it does not know when the provider takes longer than two seconds", async () => {
  const ref = newCheck();
  script = { nextStep: [{ do: "start" }] };
  worker.shutdown();
  await running;
  const startedAt = Date.now();
  expect(await engine.startAndWait(ref)).toBe("unknown");
  expect(Date.now() - startedAt).toBeLessThan(2400);
  expect(engine.isAvailable()).toBe(true);
});

it("says so at once while the server is away, and notices that it is back", async () => {
  await temporal.stop();
  let startedAt = Date.now();
  expect(await engine.wake(newCheck())).toBe(false);
  expect(Date.now() - startedAt).toBeLessThan(1500);
  startedAt = Date.now();
  expect(await engine.wake(newCheck())).toBe(false);
  expect(await engine.startAndWait(newCheck())).toBe("unknown");
  expect(Date.now() - startedAt).toBeLessThan(20);
  await temporal.start();
  await expect.poll(() => engine.isAvailable(), { timeout: 5000 }).toBe(true);
  expect(await engine.wake(newCheck())).toBe(true);
});
