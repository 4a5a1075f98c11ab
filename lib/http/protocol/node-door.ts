import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { messageOf } from "@/lib/errors";
import { clientAddressOf } from "../client-address";
import { authorizationsOf } from "./authorizations";
import type { Door } from "./door";
import { MAX_BODY_BYTES } from "./protocol-request";
import { readBody } from "./read-body";
import { isMachineTarget, serveTarget } from "./serve-target";

/** Whether `server.ts` answers this path itself. */
export function isServedDirectly(door: Door, request: IncomingMessage): boolean {
  return isMachineTarget(door, request.url ?? "/");
}

/** The direct door: node:http in, node:http out, nothing in between. */
export async function serveDirectly(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const receivedAtMs = door.runtime.now().getTime();
  const rawBody = await readBody(request);
  const answer = await serveTarget(door, {
    method: request.method ?? "GET",
    target: request.url ?? "/",
    // Several Authorization headers are an attack or a mistake; Node would silently keep the first.
    headers: withEveryAuthorization(request),
    rawBody,
    receivedAtMs,
    remoteAddress: clientAddressOf(request, door.trustedProxies),
  });
  if (!Buffer.isBuffer(answer.body)) {
    response.writeHead(answer.status, answer.headers);
    await pipe(door, answer.body, response);
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length });
  response.end(answer.body);
  if (rawBody.length > MAX_BODY_BYTES) request.destroy();
}

/** A file that breaks off is cut off for the caller too, who then knows that it is not whole. */
async function pipe(door: Door, body: AsyncIterable<Uint8Array>, response: ServerResponse): Promise<void> {
  try {
    await pipeline(Readable.from(body, { objectMode: false }), response);
  } catch (error) {
    door.runtime.log.warn({ reason: messageOf(error) }, "a file broke off while it was sent");
    response.destroy();
  }
}

function withEveryAuthorization(request: IncomingMessage): IncomingMessage["headers"] {
  const all = authorizationsOf(request);
  if (all.length < 2) return request.headers;
  return { ...request.headers, authorization: all as unknown as string };
}
