import { env } from "@/lib/env";
import { createLogger } from "@/lib/observability/logger";
import type { Runtime } from "@/lib/services/context";
import type { AskEngine } from "@/lib/services/health";
import { createRuntime } from "@/lib/services/runtime";
import { createEngine } from "@/lib/temporal/engine";

/*
 * The composition root of the web process. One runtime per process, kept on globalThis: server.ts (run by tsx) and
 * Next's bundles are two copies of this module in one process and must not open two sets of connections.
 */
const KEY = Symbol.for("gatehouse.web-process");
type WebProcess = { runtime: Runtime; askEngine: AskEngine };

/** The runtime of this web process, made on first use. */
export function getRuntime(): Runtime {
  return webProcess().runtime;
}

/** How this process asks the engine for its health. */
export function getAskEngine(): AskEngine {
  return webProcess().askEngine;
}

/** Makes this process use a runtime that somebody else built: tests, and processes that embed the web part. */
export function provideRuntime(runtime: Runtime, askEngine: AskEngine = nobody): void {
  (globalThis as { [KEY]?: WebProcess })[KEY] = { runtime, askEngine };
}

const nobody: AskEngine = async () => ({ isReachable: false, lastPollAgeMs: null });

function webProcess(): WebProcess {
  const holder = globalThis as { [KEY]?: WebProcess };
  holder[KEY] ??= compose();
  return holder[KEY];
}

function compose(): WebProcess {
  const settings = env();
  const engine = createEngine(settings, createLogger({ name: "web", level: settings.LOG_LEVEL }));
  return { runtime: createRuntime(settings, { name: "web", engine }), askEngine: engine.health };
}
