import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./run-command.mjs";

const directory = mkdtempSync(join(tmpdir(), "gatehouse-run-command-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** @param {string} script @param {object} [more] */
function run(script, more = {}) {
  const logFile = join(directory, "command.log");
  const base = { command: process.execPath, args: ["-e", script], cwd: directory, env: process.env, logFile };
  return runCommand({ ...base, failure: "It failed.", ...more });
}

test("captured output is returned and kept out of the log", async () => {
  expect(await run('process.stdout.write("secret"); process.stderr.write("note")', { capture: true })).toBe(
    "secret",
  );
  expect(readFileSync(join(directory, "command.log"), "utf8")).toBe("note");
});

test("a failure carries the end of the log and where the log is", async () => {
  const failure = run('console.log("one"); console.error("two"); process.exit(3)');
  await expect(failure).rejects.toMatchObject({
    message: "It failed.",
    details: expect.stringMatching(/one\ntwo\n\(.*ended with exit code 3; log: .*command\.log\)$/),
  });
});

test("a program that does not exist is a failure like any other", async () => {
  await expect(run("", { command: "/no/such/program" })).rejects.toThrow("It failed.");
});
