import { serveHook } from "../hooks/serve-hook";
import type { Door } from "./door";
import { handleProtocolRequest } from "./handle-protocol-request";
import type { ProtocolAnswer, ProtocolRequest } from "./protocol-request";

/** Whether a path belongs to the two machine doors, Maxsight's and the providers'. */
export function isMachineTarget(door: Door, target: string): boolean {
  return target.startsWith(`${door.pathPrefix}/p/`) || target.startsWith(`${door.pathPrefix}/hooks/`);
}

/** The one function behind `server.ts` and behind Next's route handlers. */
export function serveTarget(
  door: Door,
  request: ProtocolRequest & { remoteAddress: string | null },
): Promise<ProtocolAnswer> {
  if (request.target.startsWith(`${door.pathPrefix}/hooks/`)) {
    return serveHook(door, { ...request, nowMs: request.receivedAtMs });
  }
  return handleProtocolRequest(door, request);
}
