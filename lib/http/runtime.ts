import { env } from "@/lib/env";
import type { Runtime } from "@/lib/services/context";
import { createRuntime } from "@/lib/services/runtime";

/*
 * The composition root of the web process. One runtime per process, kept on globalThis: server.ts (run by tsx) and
 * Next's bundles are two copies of this module in one process and must not open two sets of connections.
 */
const KEY = Symbol.for("gatehouse.web-runtime");
type Holder = { [KEY]?: Runtime };

/** The runtime of this web process, made on first use. */
export function getRuntime(): Runtime {
  const holder = globalThis as Holder;
  holder[KEY] ??= createRuntime(env(), { name: "web" });
  return holder[KEY];
}

/** Makes this process use a runtime that somebody else built: tests, and processes that embed the web part. */
export function provideRuntime(runtime: Runtime): void {
  (globalThis as Holder)[KEY] = runtime;
}
