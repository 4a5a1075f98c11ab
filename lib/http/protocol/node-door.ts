import type { IncomingMessage, ServerResponse } from "node:http";
import type { Door } from "./door";
import { handleProtocolRequest } from "./handle-protocol-request";
import { MAX_BODY_BYTES } from "./protocol-request";
import { readBody } from "./read-body";

/** Whether `server.ts` answers this path itself. */
export function servesDirectly(door: Door, request: IncomingMessage): boolean {
  return request.url?.startsWith(`${door.pathPrefix}/p/`) ?? false;
}

/** The direct door: node:http in, node:http out, nothing in between. */
export async function serveProtocol(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const receivedAtMs = door.runtime.now().getTime();
  const rawBody = await readBody(request);
  const answer = await handleProtocolRequest(door, {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    // Several Authorization headers are an attack or a mistake; Node would silently keep the first.
    headers: withEveryAuthorization(request),
    rawBody,
    receivedAtMs,
  });
  response.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length });
  response.end(answer.body);
  if (rawBody.length > MAX_BODY_BYTES) request.destroy();
}

function withEveryAuthorization(request: IncomingMessage): IncomingMessage["headers"] {
  const all = request.headersDistinct["authorization"];
  if (all === undefined || all.length < 2) return request.headers;
  return { ...request.headers, authorization: all as unknown as string };
}
