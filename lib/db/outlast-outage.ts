import { setTimeout as delay } from "node:timers/promises";

const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

/** The codes in the chain of causes: drizzle keeps the driver's error, and its code, as the cause of its own. */
export function driverCodesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string") codes.push(code);
  }
  return codes;
}

/** Whether something failed because Postgres cannot be reached now, and so says nothing about the work itself. */
export function isDatabaseAway(error: unknown): boolean {
  return driverCodesOf(error).some((code) => AWAY.has(code));
}

const LOOK_AGAIN_MS = 200;
/** Beyond so many nobody waits any more: an outage must not fill the memory. */
const MAX_WAITING = 1000;
let waiting = 0;

/**
 * Runs `work`, and runs it again while Postgres is away, until `deadlineMs` (epoch; asked for only then): a restart or a failover then costs
 * whoever waits a slow answer instead of a failed one. Only for work that is safe to repeat: a connection may have been
 * lost just after its commit. Rejects with the last failure.
 */
export async function outlastOutage<Result>(
  deadlineMs: number | (() => number),
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isDatabaseAway(error) || waiting >= MAX_WAITING) throw error;
      const untilMs = typeof deadlineMs === "number" ? deadlineMs : deadlineMs();
      if (Date.now() + LOOK_AGAIN_MS >= untilMs) throw error;
    }
    waiting += 1;
    await delay(LOOK_AGAIN_MS).finally(() => (waiting -= 1));
  }
}
