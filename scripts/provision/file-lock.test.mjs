import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { withFileLock } from "./file-lock.mjs";

const directory = mkdtempSync(join(tmpdir(), "gatehouse-lock-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("two at once work one after the other, and the second says that it waits", async () => {
  const file = join(directory, "two.lock");
  /** @type {string[]} */
  const story = [];
  /** @param {string} name */
  const run = (name) =>
    withFileLock(file, {
      onWait: () => story.push(`${name} waits`),
      work: async () => {
        story.push(`${name} begins`);
        await delay(50);
        story.push(`${name} ends`);
      },
    });
  await Promise.all([run("first"), run("second")]);
  expect(story).toEqual(["first begins", "second waits", "first ends", "second begins", "second ends"]);
});

test("a lock whose holder died is taken over", async () => {
  const file = join(directory, "stale.lock");
  writeFileSync(file, "");
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(file, longAgo, longAgo);
  expect(await withFileLock(file, { work: async () => "done", onWait: () => {} })).toBe("done");
});
