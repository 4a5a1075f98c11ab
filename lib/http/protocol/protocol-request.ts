import type { IncomingHttpHeaders } from "node:http";

/** A request to `/p/…` before anything in it is believed: the raw target and the raw bytes (PRODUCT, trap 2). */
export type ProtocolRequest = {
  method: string;
  /** Path and query exactly as in the request line. */
  target: string;
  /** Lower-case names. */
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
  receivedAtMs: number;
};

export type ProtocolAnswer = {
  status: number;
  headers: Record<string, string>;
  /** A file is streamed: it is never held whole, and its answer carries no signature (PROTOCOL 2.10 is optional). */
  body: Buffer | AsyncIterable<Uint8Array>;
};

/** An answer that is held whole, as all but files are. */
export type WholeAnswer = ProtocolAnswer & { body: Buffer };

/** Largest request body that is read (OPEN-QUESTIONS 52: at least 10 MB). */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

/** A JSON answer that no cache may keep (PROTOCOL 5). */
export function jsonAnswer(status: number, body: unknown, headers: Record<string, string> = {}): WholeAnswer {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
    body: Buffer.from(JSON.stringify(body), "utf8"),
  };
}

/** An error outside the protocol's own error types: nobody parses it, a person may read it (PROTOCOL 2.9, 16). */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): WholeAnswer {
  const type = status === 401 ? "SIGNATURE_ERROR" : "INTEGRATION";
  return jsonAnswer(status, { errors: [{ type, message }], warnings: [] }, headers);
}
