/**
 * A program of its own: asks the Temporal SDK to download the CLI into the directory given as argument.
 * The SDK has no call for "download only", so it also starts the server once; that must not happen in our process.
 */
import { createRequire } from "node:module";
import { TEMPORAL_CLI_VERSION } from "./temporal-version.mjs";

const requireFromWorker = createRequire(createRequire(import.meta.url).resolve("@temporalio/worker"));
const { native } = requireFromWorker("@temporalio/core-bridge");

const runtime = native.newRuntime({
  logExporter: { type: "console", filter: "ERROR", format: "compact" },
  telemetry: { attachServiceName: false, metricPrefix: "temporal_" },
  metricsExporter: null,
  workerHeartbeatIntervalMillis: null,
});
const server = await native.newEphemeralServer(runtime, {
  type: "dev-server",
  exe: {
    type: "cached-download",
    downloadDir: process.argv[2] ?? null,
    version: `v${TEMPORAL_CLI_VERSION}`,
    ttl: Number.MAX_SAFE_INTEGER,
    sdkName: "sdk-typescript",
    sdkVersion: "1.24.0",
  },
  namespace: "default",
  ip: "127.0.0.1",
  port: null,
  uiPort: null,
  dbFilename: null,
  ui: false,
  log: { format: "text", level: "error" },
  extraArgs: [],
});
await native.ephemeralServerShutdown(server);
native.runtimeShutdown(runtime);
