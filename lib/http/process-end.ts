import { setMaxListeners } from "node:events";

// On globalThis, because server.ts and Next's bundle load this module once each, in the same process.
const KEY = Symbol.for("gatehouse.process-end");

/** Aborted when this process is about to end: whoever still waits for a provider has to answer now. */
export function processEnd(): AbortController {
  const holder = globalThis as { [KEY]?: AbortController };
  if (holder[KEY] === undefined) {
    holder[KEY] = new AbortController();
    // Every request under way listens.
    setMaxListeners(0, holder[KEY].signal);
  }
  return holder[KEY];
}
