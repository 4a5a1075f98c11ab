import { surviveLostSockets } from "@/lib/db/lost-socket";
import { env, requireProductionSettings, type Settings } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { createLogger } from "@/lib/observability/logger";
import { createRuntime } from "@/lib/services/runtime";
import { createEngine } from "@/lib/temporal/engine";
import { loadWorkflowBundle } from "./bundle";
import { JobRunner } from "./jobs";
import { LifecycleWorker } from "./lifecycle-worker";
import { serveWorkerMetrics } from "./metrics-server";
import { startSchedules } from "./schedules";
import { Starter } from "./starter";
import { installTemporalRuntime } from "./temporal-runtime";
import { createWorkerMetrics } from "./worker-metrics";

async function runWorker(settings: Settings): Promise<void> {
  if (settings.NODE_ENV === "production") requireProductionSettings(settings);
  const log = createLogger({ name: "worker", level: settings.LOG_LEVEL });
  surviveLostSockets((message) => log.warn(message));
  const sdkMetrics = await installTemporalRuntime(log, settings.WORKER_METRICS_PORT !== 0);
  const engine = createEngine(settings, log);
  const runtime = createRuntime(settings, { name: "worker", engine });
  const bundle = await loadWorkflowBundle((message) => log.info(message));

  const metrics = createWorkerMetrics(runtime);
  const worker = new LifecycleWorker(settings, runtime, { ...bundle, metrics });
  const starter = new Starter(runtime, engine, metrics);
  const jobs = new JobRunner(runtime);
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, "worker is stopping");
    worker.stop();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);

  const { registry } = metrics;
  const read = async () => `${await registry.metrics()}${await sdkMetrics()}`;
  const served = await serveWorkerMetrics(settings, { contentType: registry.contentType, read }, log);
  const stopSchedules = startSchedules(runtime, metrics);
  starter.start();
  jobs.start();
  await worker.run();
  stopSchedules();
  await starter.stop();
  await jobs.stop();
  await served.close();
  await engine.close();
  await runtime.http.close();
  await runtime.db.close();
  log.info("worker has stopped");
}

try {
  await runWorker(env());
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
}
