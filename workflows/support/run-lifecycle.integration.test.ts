import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckId, newId, type TenantId } from "@/lib/ids";
import { createLogger } from "@/lib/observability/logger";
import type { CheckRef } from "@/lib/services/context";
import { openClient } from "@/lib/temporal/connection";
import { createEngine, type TemporalEngine } from "@/lib/temporal/engine";
import { type ScriptedWorker, startScriptedWorker } from "../testing/scripted-worker";
import { useTemporal } from "../testing/temporal";

const temporal = useTemporal();
const log = createLogger({ name: "test", level: "silent" });

let engine: TemporalEngine;
let worker: ScriptedWorker;

beforeAll(async () => {
  worker = await startScriptedWorker(temporal.settings);
  engine = createEngine(temporal.settings, log);
});
afterAll(async () => {
  await worker.stop();
  await engine.close();
});

const newCheck = (): CheckRef => ({
  tenantId: newId<TenantId>(),
  checkId: newId<CheckId>(),
  template: "ONE_TIME_CALLBACK",
});
const handleOf = (ref: CheckRef) => openClient(temporal.settings).workflow.getHandle(`check/${ref.checkId}`);

it("takes the steps it is told to take, and one activity for each", async () => {
  worker.play({
    startUpstream: [{ do: "poll", afterMs: 10 }],
    pollUpstream: [{ do: "notify", notificationId: "n", afterMs: 0 }],
    attemptNotification: [{ do: "notify", notificationId: "n", afterMs: 20 }, { do: "end" }],
  });
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("pending");
  await handleOf(ref).result();
  expect(worker.taken).toEqual([
    "startUpstream",
    "pollUpstream",
    "attemptNotification",
    "attemptNotification",
  ]);
});

it("tells the start answer of errors, then settles who owns them", async () => {
  worker.play({
    startUpstream: [{ do: "settle_start", afterMs: 50 }],
    settleStartAnswer: [{ do: "end" }],
  });
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("errors");
  await handleOf(ref).result();
  expect(worker.taken).toEqual(["startUpstream", "settleStartAnswer"]);
});

it("reads the row again when it is woken while it waits", async () => {
  worker.play({
    startUpstream: [{ do: "wait", for: "ready", forMs: null }],
  });
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("pending");
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(worker.taken).toEqual(["startUpstream", "nextStep"]);
});

it("ends at once when it is woken after its end", async () => {
  worker.play({});
  const ref = newCheck();
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(worker.taken).toEqual(["nextStep", "nextStep"]);
});

it("tells the provider of a cancel for as long as it is told to", async () => {
  worker.play({
    startUpstream: [{ do: "wait", for: "provider", forMs: null }],
    nextStep: [{ do: "cancel", afterMs: 0 }],
    cancelUpstream: [{ do: "cancel", afterMs: 20 }, { do: "end" }],
  });
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("pending");
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(worker.taken).toEqual(["startUpstream", "nextStep", "cancelUpstream", "cancelUpstream"]);
});

it("waits where a newer version asks for what it does not know, and reads the row again", async () => {
  worker.play({ startUpstream: [{ do: "celebrate" } as never], nextStep: [{ do: "end" }] });
  const ref = newCheck();
  expect(await engine.startAndWait(ref)).toBe("pending");
  expect(await engine.wake(ref)).toBe(true);
  await handleOf(ref).result();
  expect(worker.taken).toEqual(["startUpstream", "nextStep"]);
});

it("begins a new history long before Temporal's limits, and goes on where it was", async () => {
  const polls = Array.from({ length: 240 }, () => ({ do: "poll" as const, afterMs: 0 }));
  worker.play({
    startUpstream: polls.slice(0, 1),
    nextStep: polls.slice(0, 1),
    pollUpstream: [...polls, { do: "end" }],
  });
  const ref = { ...newCheck(), template: "MONITORED_CALLBACK" as const };
  expect(await engine.startAndWait(ref)).toBe("pending");
  const { runId } = await handleOf(ref).describe();
  await handleOf(ref).result();
  const client = openClient(temporal.settings);
  const first = await client.workflow.getHandle(`check/${ref.checkId}`, runId).fetchHistory();
  await client.connection.close();
  const events = first.events ?? [];
  expect(events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes).toBeTruthy();
  expect(events.length).toBeLessThan(1100);
  expect(worker.taken.filter((name) => name === "pollUpstream")).toHaveLength(241);
}, 60_000);

it("answers that it does not know when the provider takes longer than two seconds", async () => {
  const ref = newCheck();
  await worker.stop();
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
