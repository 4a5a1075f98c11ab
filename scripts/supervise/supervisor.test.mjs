import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findLivePid } from "./pid-file.mjs";
import { startProcess } from "./processes.mjs";
import { createSupervisor } from "./supervisor.mjs";

/** @type {string} */
let directory;
/** @type {string[]} */
let events;
/** @type {ReturnType<typeof createSupervisor>} */
let supervisor;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "gatehouse-supervisor-"));
  events = [];
  supervisor = createSupervisor({ onEvent: (message) => events.push(message) });
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

/** @param {string} name @param {string} [script] */
function service(name, script = "setInterval(() => {}, 1000)") {
  const files = { logFile: join(directory, `${name}.log`), pidFile: join(directory, `${name}.pid`) };
  return {
    name,
    start: () =>
      startProcess({ command: process.execPath, args: ["-e", script], endWithParent: true, ...files }),
  };
}

test("a killed process is started again and both are said in one line each", async () => {
  await supervisor.add(service("web"));
  const first = supervisor.pids().web;
  supervisor.kill("web");
  await vi.waitFor(() => expect(events).toHaveLength(2), 5000);
  expect(events[0]).toBe("web ended unexpectedly (SIGKILL); starting it again in 0.5 s");
  expect(events[1]).toMatch(/^web runs again \(pid \d+\)$/);
  expect(supervisor.pids().web).not.toBe(first);
});

test("the pid file names the process while it lives and is gone afterwards", async () => {
  await supervisor.add(service("web"));
  const pidFile = join(directory, "web.pid");
  expect(findLivePid(pidFile)).toBe(supervisor.pids().web);
  await supervisor.stop("web");
  expect(findLivePid(pidFile)).toBeNull();
});

test("a process that was stopped on purpose stays down until it is started", async () => {
  await supervisor.add(service("worker"));
  await supervisor.stop("worker");
  expect(supervisor.pids()).toEqual({});
  await supervisor.start("worker");
  expect(Object.keys(supervisor.pids())).toEqual(["worker"]);
  expect(events).toEqual([]);
});

test("a process that ignores SIGTERM is killed after its time", async () => {
  const stubborn = service(
    "web",
    'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")',
  );
  await supervisor.add({ ...stubborn, stopTimeoutMs: 300 });
  await supervisor.stopAll();
  expect(supervisor.pids()).toEqual({});
});

test("a first start that fails is the caller's to handle", async () => {
  const broken = { name: "web", start: () => Promise.reject(new Error("no such program")) };
  await expect(supervisor.add(broken)).rejects.toThrow("no such program");
});
