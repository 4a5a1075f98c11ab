import { Readable } from "node:stream";
import { currentClientAddress } from "../client-address";
import type { Door } from "./door";
import { MAX_BODY_BYTES, type ProtocolAnswer } from "./protocol-request";
import { serveTarget } from "./serve-target";

/** The Next door: the same function behind a Fetch API request, for `next dev` and plain `next start`. */
export async function serveFetch(door: Door, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const answer = await serveTarget(door, {
    method: request.method,
    target: `${url.pathname}${url.search}`,
    headers: Object.fromEntries(request.headers),
    rawBody: await readLimited(request),
    receivedAtMs: door.runtime.now().getTime(),
    remoteAddress: currentClientAddress(),
  });
  return new Response(bodyInit(answer.body), { status: answer.status, headers: answer.headers });
}

function bodyInit(body: ProtocolAnswer["body"]): BodyInit {
  if (Buffer.isBuffer(body)) return new Uint8Array(body);
  return Readable.toWeb(Readable.from(body, { objectMode: false })) as ReadableStream;
}

async function readLimited(request: Request): Promise<Buffer> {
  if (request.body === null) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  return Buffer.concat(chunks);
}
