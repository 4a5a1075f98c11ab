import { setTimeout as delay } from "node:timers/promises";
import type { ApiClient } from "./api-client";
import type { CommandInput } from "./command";
import { printJson, printLine } from "./print";

type Json = Record<string, unknown>;

const LOOK_EVERY_MS = 1_000;
const OVER = ["done", "cancelled"];

/**
 * Shows a job's progress until it is over, paused, or Ctrl-C, which leaves the job alone. With --json only the job as it
 * was last. Exit code 0 when every item went well, 1 otherwise.
 */
export async function followJob(api: ApiClient, input: CommandInput, id: string): Promise<number> {
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once("SIGINT", onInterrupt);
  let last = "";
  for (;;) {
    const job = await api.get(`/jobs/${encodeURIComponent(id)}`);
    const line = progressOf(job);
    if (!input.json && line !== last) printLine(line);
    last = line;
    const state = String(job["state"]);
    if (OVER.includes(state) || state === "paused" || stop.signal.aborted) {
      process.off("SIGINT", onInterrupt);
      if (input.json) printJson(job);
      else if (!OVER.includes(state))
        printLine(`The job goes on without us: gatehouse jobs show ${id} --follow`);
      return exitCodeOf(job);
    }
    await delay(LOOK_EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}

function exitCodeOf(job: Json): number {
  if (job["state"] === "cancelled") return 1;
  return job["failed"] === 0 ? 0 : 1;
}

/** `running  120/500  118 well, 1 failed, 1 skipped  19.8/s  about 20 s left` */
export function progressOf(job: Json): string {
  const number = (name: string) => (typeof job[name] === "number" ? job[name] : 0);
  const [well, failed, skipped] = [number("succeeded"), number("failed"), number("skipped")];
  const counts = `${well} well, ${failed} failed, ${skipped} skipped`;
  const parts = [String(job["state"]), `${well + failed + skipped}/${number("total")}`, counts];
  if (job["state"] === "running") parts.push(`${number("measured_rate").toFixed(1)}/s`);
  if (job["state"] === "running" && typeof job["remaining_ms"] === "number")
    parts.push(`about ${Math.ceil(job["remaining_ms"] / 1000)} s left`);
  return parts.join("  ");
}
