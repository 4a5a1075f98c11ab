import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "./protocol-request";

/**
 * The raw bytes of a request: read once, verified, then parsed. A body over the limit is read no further and comes
 * back one byte over it, which the handler answers with 413.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > MAX_BODY_BYTES) return Buffer.alloc(MAX_BODY_BYTES + 1);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return Buffer.alloc(MAX_BODY_BYTES + 1);
  }
  return Buffer.concat(chunks, size);
}
