import type { IncomingMessage } from "node:http";
import { MAX_BODY_BYTES } from "./protocol-request";

/** One for all, since nobody reads its bytes: whoever only announces a large body must not cost us 10 MB. */
const TOO_LARGE = Buffer.alloc(MAX_BODY_BYTES + 1);

/**
 * The raw bytes of a request: read once, verified, then parsed. A body over the limit is read no further and comes
 * back one byte over it, which the handler answers with 413.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > MAX_BODY_BYTES) return TOO_LARGE;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return TOO_LARGE;
  }
  return Buffer.concat(chunks, size);
}
