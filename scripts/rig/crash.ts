import { setTimeout as delay } from "node:timers/promises";
import type { Rig } from "./open-rig";

export const PROCESSES = ["web", "worker", "temporal", "postgres"] as const;
export type ProcessName = (typeof PROCESSES)[number];

type Stack = Rig["stack"];

/** SIGKILL, then nothing for `downMs`, then a start. Settles when the process is usable again. */
export async function crash(stack: Stack, name: ProcessName, downMs: number): Promise<void> {
  const pid = stack.pids()[name];
  // Said first, so that the supervisor does not start it at a moment of its own; it asks politely only after the kill.
  const stopped = stack.stopProcess(name);
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
  await stopped;
  await delay(downMs);
  await stack.startProcess(name);
}

/** Waits until health is `ok`; rejects with what it last said when that takes longer than `withinMs`. */
export async function waitUntilWhole(stack: Stack, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const said = await askHealth(stack.url);
    if (said === "ok") return;
    if (Date.now() > deadline)
      throw new Error(`Gatehouse is not well again after ${withinMs / 1000} s: ${said}`);
    await delay(200);
  }
}

async function askHealth(url: string): Promise<string> {
  try {
    const response = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) });
    const report = (await response.json()) as { status: string };
    return report.status === "ok" ? "ok" : JSON.stringify(report);
  } catch (error) {
    return error instanceof Error ? error.message : "no answer";
  }
}
