import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { getPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startProcess } from "./processes.mjs";

/** @param {boolean} yields */
async function start(yields) {
  const directory = mkdtempSync(join(tmpdir(), "gatehouse-yield-"));
  const running = await startProcess({
    command: process.execPath,
    args: ["-e", "setInterval(() => {}, 1000)"],
    logFile: join(directory, "process.log"),
    pidFile: join(directory, "process.pid"),
    yields,
    endWithParent: true,
  });
  onTestFinished(async () => {
    await running.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return running.pid;
}

test("a process that yields is nicer than we are, and so is its session", async () => {
  const pid = await start(true);
  await expect.poll(() => getPriority(pid)).toBe(Math.min(19, getPriority() + 5));
  const session = `/proc/${pid}/autogroup`;
  if (existsSync(session)) expect(readFileSync(session, "utf8")).toMatch(/ nice 5$/m);
});

test("any other process is as we are", async () => {
  expect(getPriority(await start(false))).toBe(getPriority());
});
