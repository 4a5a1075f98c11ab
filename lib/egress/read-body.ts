import type { Readable } from "node:stream";
import { EgressError } from "./egress-error";

/** `error` is what broke the stream off; `bytes` is what came before. */
export type CappedBody = { bytes: Buffer; truncated: boolean; error: unknown };

/** Reads at most `limit` bytes and closes the connection when there is more. Never throws. */
export async function readCapped(body: Readable, limit: number): Promise<CappedBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > limit)
        return { bytes: Buffer.concat(chunks).subarray(0, limit), truncated: true, error: null };
    }
  } catch (error) {
    return { bytes: Buffer.concat(chunks).subarray(0, limit), truncated: size > limit, error };
  }
  return { bytes: Buffer.concat(chunks), truncated: false, error: null };
}

type StreamRules = { limit: number; toError: (error: unknown) => Error; onEnd: () => void };

/** The chunks as they come, up to `limit` bytes; more is `response_too_large`. */
export async function* streamCapped(body: Readable, { limit, toError, onEnd }: StreamRules) {
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new EgressError("response_too_large");
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw error instanceof EgressError ? error : toError(error);
  } finally {
    onEnd();
  }
}
