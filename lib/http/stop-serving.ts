import type { Server } from "node:http";
import { messageOf } from "@/lib/errors";
import { processEnd } from "./process-end";
import type { Door } from "./protocol/door";

/** Before the end of the grace: what still waits for a provider is answered and stored in this time. */
const ANSWER_MS = 3_000;
const SWEEP_EVERY_MS = 250;

/**
 * Takes no new connection and lets the requests under way finish. Those that still wait for a provider shortly before the
 * grace is over are answered with an error, which is stored as the check's outcome. Resolves when everything that was
 * answered is written; the process may end then.
 */
export function stopServing(server: Server, door: Door, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      const closing = door.close();
      closing
        .catch((error: unknown) =>
          door.runtime.log.error({ reason: messageOf(error) }, "the door did not close"),
        )
        .finally(() => {
          timers.forEach((timer) => clearInterval(timer));
          resolve();
        });
    };
    server.close(end);
    const timers = [
      setTimeout(() => processEnd().abort(), Math.max(0, graceMs - ANSWER_MS)),
      setTimeout(end, graceMs),
      // A connection that was busy and is kept alive would hold the server open, and bring further requests.
      setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS),
    ];
  });
}
