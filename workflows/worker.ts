import { DefaultLogger, makeTelemetryFilterString, Runtime as TemporalRuntime } from "@temporalio/worker";
import { surviveLostSockets } from "@/lib/db/lost-socket";
import { env, requireProductionSettings, type Settings } from "@/lib/env";
import { messageOf } from "@/lib/errors";
import { createLogger, type Logger } from "@/lib/observability/logger";
import { createRuntime } from "@/lib/services/runtime";
import { createEngine } from "@/lib/temporal/engine";
import { loadWorkflowBundle } from "./bundle";
import { JobRunner } from "./jobs";
import { LifecycleWorker } from "./lifecycle-worker";
import { startSchedules } from "./schedules";
import { Starter } from "./starter";

/** The SDK's own words, through our logger; its workflow-level chatter is not for operators. */
function installTemporalLogger(log: Logger): void {
  TemporalRuntime.install({
    shutdownSignals: [],
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: "WARN" }), forward: {} } },
    logger: new DefaultLogger("WARN", ({ level, message }) => {
      if (level === "ERROR") log.error({ sdk: true }, message);
      else log.warn({ sdk: true }, message);
    }),
  });
}

async function runWorker(settings: Settings): Promise<void> {
  if (settings.NODE_ENV === "production") requireProductionSettings(settings);
  const log = createLogger({ name: "worker", level: settings.LOG_LEVEL });
  surviveLostSockets((message) => log.warn(message));
  installTemporalLogger(log);
  const engine = createEngine(settings, log);
  const runtime = createRuntime(settings, { name: "worker", engine });
  const bundle = await loadWorkflowBundle((message) => log.info(message));

  const worker = new LifecycleWorker(settings, runtime, bundle);
  const starter = new Starter(runtime, engine);
  const jobs = new JobRunner(runtime);
  const stop = (signal: NodeJS.Signals): void => {
    log.info({ signal }, "worker is stopping");
    worker.stop();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);

  const stopSchedules = startSchedules(runtime);
  starter.start();
  jobs.start();
  await worker.run();
  stopSchedules();
  await starter.stop();
  await jobs.stop();
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
