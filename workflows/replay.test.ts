import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { beforeAll, describe, expect, it } from "vitest";
import { loadWorkflowBundle } from "./bundle";

// Offline: no server is needed to see that checks in flight survive a change of the workflow code.
Runtime.install({
  logger: new DefaultLogger("ERROR"),
  shutdownSignals: [],
  telemetryOptions: { logging: { filter: "ERROR", forward: {} } },
});

const root = fileURLToPath(new URL(".", import.meta.url));
const stored = (await readdir(root, { recursive: true })).filter((path) => /histories\/.*\.json$/.test(path));

let code = "";
beforeAll(async () => {
  ({ code } = await loadWorkflowBundle());
}, 60_000);

const readHistory = async (path: string): Promise<unknown> =>
  JSON.parse(await readFile(join(root, path), "utf8"));
const replay = (history: unknown): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { code } }, history);

/** What checks in flight look like; a bulk job has none, for it runs on Postgres alone (`jobs.ts`). */
const SHAPES = [
  "callback-check/histories/cancelled-and-told-twice.json",
  "callback-check/histories/happy.json",
  "callback-check/histories/polled-provider.json",
  "callback-check/histories/reminder.json",
  "callback-check/histories/resent.json",
  "callback-check/histories/retries-then-acknowledged.json",
  "callback-check/histories/start-errors.json",
  "callback-check/histories/started-by-the-starter.json",
  "callback-check/histories/woken-after-its-end.json",
  "monitored-check/histories/cancelled-and-told.json",
  "monitored-check/histories/two-updates-then-cancelled.json",
  "polling-check/histories/cancelled-while-it-polls.json",
  "polling-check/histories/happy.json",
];

describe("the current workflow code", () => {
  it("has a stored history of every shape", () => {
    expect(stored.toSorted()).toEqual(SHAPES);
  });

  it.each(stored)("replays %s", async (path) => {
    await replay(await readHistory(path));
  });

  it("would be refused if it took its steps in another order", async () => {
    const history = (await readHistory("callback-check/histories/polled-provider.json")) as {
      events: { activityTaskScheduledEventAttributes?: { activityType: { name: string } } }[];
    };
    for (const event of history.events) {
      const scheduled = event.activityTaskScheduledEventAttributes;
      if (scheduled?.activityType.name === "pollUpstream")
        scheduled.activityType.name = "attemptNotification";
    }
    await expect(replay(history)).rejects.toThrow(/Nondeterminism|determinism/i);
  });
});
