import type { IncomingMessage } from "node:http";
import { AppError } from "@/lib/errors";
import { MAX_BODY_BYTES } from "./protocol-request";

/** One for all, since nobody reads its bytes: whoever only announces a large body must not cost us 10 MB. */
const TOO_LARGE = Buffer.alloc(MAX_BODY_BYTES + 1);

/**
 * The raw bytes of a request: read once, verified, then parsed. A body over the limit is read no further and comes
 * back one byte over it, which the handler answers with 413.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > MAX_BODY_BYTES) return Promise.resolve(TOO_LARGE);
  // Events, not `for await`: that costs several promises a request, and leaving it early ends the connection before
  // the 413 is out.
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else {
        request.pause();
        resolve(TOO_LARGE);
      }
    });
    request.once("end", () => resolve(Buffer.concat(chunks, size)));
    request.once("error", reject);
    // Every request closes; the error, with its stack, is made only for one that was not whole.
    request.once("close", () => {
      if (!request.complete)
        reject(new AppError("unavailable", "The caller left before the body was whole."));
    });
  });
}
