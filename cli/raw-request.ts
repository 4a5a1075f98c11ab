import { UsageError } from "./command";

export type RawRequest = { method: string; target: string; headers: Record<string, string[]>; body: Buffer };

/** A request as pasted from a log: request line, headers, an empty line, the body as it was sent. */
export function parseRawRequest(text: string): RawRequest {
  const gap = /\r?\n\r?\n/.exec(text);
  const head = gap === null ? text : text.slice(0, gap.index);
  const [requestLine = "", ...lines] = head.split(/\r?\n/);
  const [method, target] = requestLine.split(" ");
  if (method === undefined || target === undefined) {
    throw new UsageError('The first line of the request must read like "POST /p/acme/checks HTTP/1.1".');
  }
  const headers = parseHeaders(lines);
  const body = Buffer.from(gap === null ? "" : text.slice(gap.index + gap[0].length));
  return {
    method,
    target: pathOf(target),
    headers,
    body: withoutEditorNewline(body, headers["content-length"]?.[0]),
  };
}

/** Editors end a file with a newline that was never sent; Content-Length tells. */
function withoutEditorNewline(body: Buffer, contentLength: string | undefined): Buffer {
  const length = contentLength === undefined ? body.length : Number(contentLength);
  const tail = body.subarray(length).toString();
  return tail === "\n" || tail === "\r\n" ? body.subarray(0, length) : body;
}

/** Header lines by lower-case name. */
export function parseHeaders(lines: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const line of lines.filter((candidate) => candidate.trim() !== "")) {
    const colon = line.indexOf(":");
    if (colon < 1) throw new UsageError(`"${line}" is not a header; it needs a name, a colon and a value.`);
    const name = line.slice(0, colon).trim().toLowerCase();
    headers[name] = [...(headers[name] ?? []), line.slice(colon + 1).trim()];
  }
  return headers;
}

/** Path and query of a URL, or the text itself when it is only that. */
export function pathOf(target: string): string {
  if (!URL.canParse(target)) return target;
  const url = new URL(target);
  return `${url.pathname}${url.search}`;
}
