import { afterEach, expect, it } from "vitest";
import { sampleIndividual } from "@/lib/services/testing/sample-provider";
import { insertSampleCheck, insertSampleNotification } from "@/lib/services/testing/sample-check";
import { useWorld } from "@/lib/temporal/testing/world";
import { findFreePort } from "@/scripts/supervise/ports.mjs";
import { type OwnProcess, startWorkerProcess } from "./testing/own-process";

const world = useWorld({ worker: false });
const processes: OwnProcess[] = [];
afterEach(async () => {
  await Promise.all(processes.splice(0).map((started) => started.kill("SIGKILL")));
});

async function startWorker(metricsPort: number): Promise<OwnProcess> {
  const { databaseUrl, rootKey } = world.harness;
  const temporal = world.temporal.settings;
  const worker = await startWorkerProcess({ databaseUrl, rootKey, temporal, metricsPort });
  processes.push(worker);
  return worker;
}

/** The values of one metric, by its labels as they stand in the text. */
function valuesOf(text: string, name: string): Record<string, number> {
  const lines = text.split("\n").filter((line) => new RegExp(`^${name}[ {]`).test(line));
  return Object.fromEntries(
    lines.map((line) => [line.slice(name.length, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

it("says what the worker does, without a name, an id or a host of anybody", async () => {
  const port = await findFreePort();
  const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const provider = await world.newProvider();
  const check = await insertSampleCheck(world.ctx, provider, {
    state: "result_ready",
    outcome: "result",
    resultAt: new Date(Date.now() - 900_000),
    readyAt: new Date(Date.now() - 900_000),
  });
  await insertSampleNotification(world.ctx, check, {
    state: "acknowledged",
    nextAttemptAt: new Date(Date.now() - 120_000),
  });
  await startWorker(port);
  const result = await world.simulate(provider, { checkInput: sampleIndividual() });
  expect(result).toMatchObject({ state: "completed" });

  const text = await read();
  expect(valuesOf(text, "gatehouse_reconciler_repairs_total")).toEqual({
    '{cause="notification_overdue"}': 1,
  });
  const activities = valuesOf(text, "gatehouse_activity_seconds_count");
  expect(activities['{activity="attemptNotification",outcome="ok"}']).toBeGreaterThanOrEqual(1);
  expect(activities['{activity="startUpstream",outcome="ok"}']).toBe(1);
  expect(valuesOf(text, "gatehouse_chores_total")['{chore="reconcile",outcome="ok"}']).toBe(1);
  expect(valuesOf(text, "gatehouse_provider_cancels_owed")).toEqual({ "": 0 });
  expect(valuesOf(text, "gatehouse_lifecycle_lag_seconds")).toHaveProperty([""]);
  expect(text).toMatch(/^temporal_worker_task_slots_available\{/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  for (const secret of [world.ctx.tenantId, check.id, result.checkId, provider.slug, provider.providerId])
    expect(text).not.toContain(secret);
}, 120_000);

it("does not keep a second worker of this host from working", async () => {
  const port = await findFreePort();
  await startWorker(port);
  const second = await startWorker(port);
  expect(second.log.join("\n")).toContain("no metrics of this worker: see WORKER_METRICS_PORT");
  expect((await fetch(`http://127.0.0.1:${port}/metrics`)).status).toBe(200);
}, 120_000);
