import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DefaultLogger, Runtime } from "@temporalio/worker";
import { afterAll, beforeAll } from "vitest";
import type { TemporalSettings } from "@/lib/temporal/connection";
import { findFreePort } from "@/scripts/supervise/ports.mjs";
import { startTemporal } from "@/scripts/provision/temporal.mjs";

/** A Temporal server of the test file's own, which can be stopped and started again with its data. */
export type TestTemporal = {
  settings: TemporalSettings;
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

// Once per process, before the first worker: the SDK's running commentary does not belong in test output.
Runtime.install({
  logger: new DefaultLogger("ERROR"),
  shutdownSignals: [],
  telemetryOptions: { logging: { filter: "ERROR", forward: {} } },
});

/** Call at the top level of the file; filled before the first test. */
export function useTemporal(): TestTemporal {
  const temporal = {} as TestTemporal;
  let directory = "";
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "gatehouse-temporal-"));
    const port = await findFreePort();
    let running: { stop: () => Promise<void> } | null = null;
    temporal.settings = {
      TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
      TEMPORAL_NAMESPACE: "default",
      TEMPORAL_API_KEY: undefined,
      TEMPORAL_TLS: false,
    };
    temporal.start = async () => {
      running ??= await startTemporal({ dataDir: directory, port, throwaway: true });
    };
    temporal.stop = async () => {
      await running?.stop();
      running = null;
    };
    await temporal.start();
  });
  afterAll(async () => {
    await temporal.stop();
    await rm(directory, { recursive: true, force: true });
  });
  return temporal;
}
