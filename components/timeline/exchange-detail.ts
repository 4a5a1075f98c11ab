/** One side of a recorded exchange, already masked by the server. */
export type ExchangeMessage = {
  /** `POST /integrations/v1/callbacks HTTP/1.1`, or the status line. */
  startLine: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** Text to show; null where there was none, or it is not kept any more. */
  body: string | null;
  /** Bytes on the wire. */
  size: number;
  /** Why the body is not what was sent: masked, cut at 64 KiB, expired. */
  remark: string | null;
};

export type ExchangeDetail = {
  method: string;
  /** The whole URL as sent. */
  url: string;
  request: ExchangeMessage;
  /** Null: no answer came. */
  response: ExchangeMessage | null;
  /** In place of an answer: what happened, as a sentence. */
  failure: string | null;
  status: number | null;
  durationMs: number | null;
  /** How the time was spent: `{ connect: 12, "first byte": 64 }`, milliseconds. */
  timings: Readonly<Record<string, number>>;
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const NOT_SENT_BY_HAND = new Set(["host", "content-length", "connection", "authorization"]);

/** The request as a curl command. Without the signature: it was only good for 30 seconds (PROTOCOL 2). */
export function curlOf(detail: ExchangeDetail): string {
  const headers = detail.request.headers
    .filter(([name]) => !NOT_SENT_BY_HAND.has(name.toLowerCase()))
    .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const body = detail.request.body === null ? [] : [`--data-raw ${quoted(detail.request.body)}`];
  return [`curl -X ${detail.method} ${quoted(detail.url)}`, ...headers, ...body].join(" \\\n  ");
}

/** `81 ms (connect 12, first byte 64)`; null when it was not measured. */
export function timingText(detail: ExchangeDetail): string | null {
  if (detail.durationMs === null) return null;
  const split = Object.entries(detail.timings)
    .map(([name, ms]) => `${name} ${Math.round(ms)}`)
    .join(", ");
  return split ? `${Math.round(detail.durationMs)} ms (${split})` : `${Math.round(detail.durationMs)} ms`;
}
