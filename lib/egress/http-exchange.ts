import type { EgressErrorCode } from "./egress-errors";

/** Lower-case header name to value; a header that came several times is an array in order of arrival. */
export type HttpHeaders = Record<string, string | string[]>;

/** How long each step took, in ms from the start of the call. `null`: not reached, or a pooled connection made it needless. */
export type HttpTimings = {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  firstByteMs: number | null;
  totalMs: number;
};

/** One HTTP call that left the house, whatever came of it. */
export type HttpExchange = {
  method: string;
  /** As sent; redacted before it is stored. */
  url: string;
  requestHeaders: HttpHeaders;
  /** Of a streamed body: what it is shown as. */
  requestBody: Buffer | null;
  /** `null` exactly when no response head arrived. */
  status: number | null;
  responseHeaders: HttpHeaders;
  responseBody: Buffer;
  /** The response was larger than `maxResponseBytes` and `responseBody` is only its beginning. */
  truncated: boolean;
  errorCode: EgressErrorCode | null;
  /** The address that was called, once one was chosen. */
  remoteAddress: string | null;
  startedAtMs: number;
  durationMs: number;
  timings: HttpTimings;
};

/** A body that is too large to hold: its size is known, and it is opened anew each time it is sent. */
export type StreamedBody = {
  size: number;
  open: () => AsyncIterable<Uint8Array>;
  /** What an exchange keeps in its place. */
  shownAs: Uint8Array;
};

/** What to send. Times in ms. A redirect is never followed: a 3xx is an answer like any other. */
export type HttpRequest = {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: Uint8Array | string | StreamedBody | undefined;
  /** From the call to the last byte of the answer. */
  timeoutMs: number;
  /** DNS, TCP and TLS together; 5 s when absent. */
  connectTimeoutMs?: number | undefined;
  /** 1 MiB when absent; more is cut, see `onTooLarge`. */
  maxResponseBytes?: number | undefined;
  /** `cut` (default) keeps the beginning and sets `truncated`; `fail` also sets `response_too_large`. */
  onTooLarge?: "cut" | "fail" | undefined;
  signal?: AbortSignal | undefined;
};

/** The only way out. Never throws for a failed call: see `errorCode`. */
export type HttpClient = {
  request: (request: HttpRequest) => Promise<HttpExchange>;
  /**
   * As `request`, but the body of a 2xx answer is left to the caller (`exchange.responseBody` is empty). Reading it throws
   * `EgressError` when it breaks off, takes longer than `timeoutMs` or exceeds `maxResponseBytes`; leaving the loop early
   * closes the connection. `body` is null when there is no 2xx answer.
   */
  stream: (
    request: HttpRequest,
  ) => Promise<{ exchange: HttpExchange; body: AsyncIterable<Uint8Array> | null }>;
  /** Closes pooled connections; calls under way end first. */
  close: () => Promise<void>;
};
