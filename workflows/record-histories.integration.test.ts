import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { historyToJSON } from "@temporalio/common/lib/proto-utils";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CheckId, newId, type TenantId } from "@/lib/ids";
import { createLogger } from "@/lib/observability/logger";
import type { CheckRef } from "@/lib/services/context";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import { openClient } from "@/lib/temporal/connection";
import { createEngine, type TemporalEngine } from "@/lib/temporal/engine";
import { type Script, type ScriptedWorker, startScriptedWorker } from "./testing/scripted-worker";
import { useTemporal } from "./testing/temporal";

/*
 * The shapes that a lifecycle can have. Each is run on a real server; where `histories/` has no file of that name yet,
 * the history is stored, and `replay.test.ts` replays it from then on. A stored history is what a check in flight looks
 * like: never delete one that the current code cannot replay, patch the code instead.
 */
type Shape = {
  folder: "callback-check" | "polling-check" | "monitored-check";
  name: string;
  script: Script;
  /** The process that accepted it did not reach the engine, or the check has ended long ago. */
  isStartedLater?: boolean;
  /** How often the row is said to have changed while the lifecycle waits. */
  wakes?: number;
};

const NOTIFY = { do: "notify", notificationId: "0198c5a0-0000-7000-8000-000000000001" } as const;
const SHAPES: Shape[] = [
  {
    folder: "callback-check",
    name: "happy",
    script: {
      nextStep: [{ ...NOTIFY, afterMs: 0 }, { do: "end" }],
      startUpstream: [{ do: "wait", for: "ready", forMs: 604_800_000 }],
      attemptNotification: [{ ...NOTIFY, afterMs: 300_000 }],
    },
    wakes: 2,
  },
  {
    folder: "callback-check",
    name: "polled-provider",
    script: {
      startUpstream: [{ do: "poll", afterMs: 20 }],
      pollUpstream: [
        { do: "poll", afterMs: 20 },
        { ...NOTIFY, afterMs: 0 },
      ],
      attemptNotification: [{ do: "end" }],
    },
  },
  {
    folder: "callback-check",
    name: "start-errors",
    script: {
      startUpstream: [{ do: "settle_start", afterMs: 30 }],
      settleStartAnswer: [{ do: "end" }],
    },
  },
  {
    folder: "callback-check",
    name: "retries-then-acknowledged",
    script: {
      nextStep: [{ ...NOTIFY, afterMs: 0 }],
      startUpstream: [{ do: "wait", for: "ready", forMs: 604_800_000 }],
      attemptNotification: [{ ...NOTIFY, afterMs: 20 }, { ...NOTIFY, afterMs: 40 }, { do: "end" }],
    },
    wakes: 1,
  },
  {
    folder: "callback-check",
    name: "reminder",
    script: {
      startUpstream: [{ ...NOTIFY, afterMs: 0 }],
      attemptNotification: [{ ...NOTIFY, afterMs: 50 }, { do: "end" }],
    },
  },
  {
    folder: "callback-check",
    name: "woken-after-its-end",
    script: { nextStep: [{ do: "end" }] },
    isStartedLater: true,
  },
  {
    folder: "callback-check",
    name: "started-by-the-starter",
    script: {
      nextStep: [{ do: "start" }, { ...NOTIFY, afterMs: 0 }],
      startUpstream: [{ do: "wait", for: "ready", forMs: 604_800_000 }],
      attemptNotification: [{ do: "end" }],
    },
    isStartedLater: true,
    wakes: 1,
  },
  {
    folder: "callback-check",
    name: "resent",
    script: {
      nextStep: [{ ...NOTIFY, afterMs: 0 }],
      startUpstream: [{ ...NOTIFY, afterMs: 0 }],
      attemptNotification: [{ do: "wait", for: "fetch", forMs: 604_800_000 }, { do: "end" }],
    },
    wakes: 1,
  },
  {
    folder: "callback-check",
    name: "cancelled-and-told-twice",
    script: {
      nextStep: [{ do: "cancel", afterMs: 0 }],
      startUpstream: [{ do: "wait", for: "provider", forMs: 604_800_000 }],
      cancelUpstream: [{ do: "cancel", afterMs: 20 }, { do: "end" }],
    },
    wakes: 1,
  },
  {
    folder: "polling-check",
    name: "cancelled-while-it-polls",
    script: {
      nextStep: [{ do: "cancel", afterMs: 0 }],
      startUpstream: [{ do: "poll", afterMs: 300_000 }],
      cancelUpstream: [{ do: "end" }],
    },
    wakes: 1,
  },
  {
    folder: "polling-check",
    name: "happy",
    script: {
      nextStep: [{ do: "end" }],
      startUpstream: [{ do: "poll", afterMs: 20 }],
      pollUpstream: [{ do: "wait", for: "fetch", forMs: 604_800_000 }],
    },
    wakes: 1,
  },
  {
    folder: "monitored-check",
    name: "two-updates-then-cancelled",
    script: {
      nextStep: [{ ...NOTIFY, afterMs: 0 }, { do: "poll", afterMs: 20 }, { do: "end" }],
      startUpstream: [{ do: "wait", for: "ready", forMs: null }],
      attemptNotification: [
        { ...NOTIFY, afterMs: 300_000 },
        { do: "wait", for: "fetch", forMs: null },
      ],
      pollUpstream: [{ ...NOTIFY, afterMs: 0 }],
    },
    wakes: 3,
  },
  {
    folder: "monitored-check",
    name: "cancelled-and-told",
    script: {
      nextStep: [{ do: "cancel", afterMs: 0 }],
      startUpstream: [{ do: "poll", afterMs: 20 }],
      pollUpstream: [{ do: "poll", afterMs: 300_000 }],
      cancelUpstream: [{ do: "end" }],
    },
    wakes: 1,
  },
];

const TEMPLATES: Record<Shape["folder"], CheckTemplate> = {
  "callback-check": "ONE_TIME_CALLBACK",
  "polling-check": "ONE_TIME_POLLING",
  "monitored-check": "MONITORED_CALLBACK",
};

const temporal = useTemporal();
let engine: TemporalEngine;
let worker: ScriptedWorker;

beforeAll(async () => {
  worker = await startScriptedWorker(temporal.settings);
  engine = createEngine(temporal.settings, createLogger({ name: "test", level: "silent" }));
});
afterAll(async () => {
  await worker.stop();
  await engine.close();
});

it.each(SHAPES)(
  "$folder can be $name",
  async ({ folder, name, script, wakes = 0, isStartedLater = false }) => {
    worker.play(script);
    const ref: CheckRef = {
      tenantId: newId<TenantId>(),
      checkId: newId<CheckId>(),
      template: TEMPLATES[folder],
    };
    const handle = openClient(temporal.settings).workflow.getHandle(`check/${ref.checkId}`);
    if (isStartedLater) await engine.wake(ref);
    else await engine.startAndWait(ref);
    if (wakes > 0) await expect.poll(() => isIdle(handle), { timeout: 5000 }).toBe(true);
    for (let wake = 0; wake < wakes; wake += 1) {
      const before = worker.taken.length;
      await engine.wake(ref);
      await expect.poll(() => worker.taken.length, { timeout: 5000 }).toBeGreaterThan(before);
      await expect.poll(() => isIdle(handle), { timeout: 5000 }).toBe(true);
    }
    await handle.result();
    const file = fileURLToPath(new URL(`${folder}/histories/${name}.json`, import.meta.url));
    if (existsSync(file)) return;
    await mkdir(dirname(file), { recursive: true });
    const history = JSON.parse(historyToJSON(await handle.fetchHistory())) as unknown;
    // Process ids and host names of whoever recorded it are nobody's business.
    const named = (key: string, value: unknown) => (key === "identity" ? "recorder" : value);
    await writeFile(file, `${JSON.stringify(history, named, 1)}\n`);
  },
);

/** Nothing is under way: the lifecycle waits, or has ended. */
async function isIdle(handle: ReturnType<ReturnType<typeof openClient>["workflow"]["getHandle"]>) {
  const { raw } = await handle.describe();
  return (raw.pendingActivities ?? []).length === 0 && raw.pendingWorkflowTask == null;
}
