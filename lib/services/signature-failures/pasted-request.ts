import { z } from "zod";
import { InvalidInputError } from "@/lib/errors";

/** A request as somebody copied it from a log or a proxy. */
export const PastedRequest = z.strictObject({
  method: z
    .string()
    .trim()
    .regex(/^[A-Za-z]{1,20}$/, "is a word such as POST"),
  /** Path and query as on the request line, or a whole URL. */
  target: z.string().trim().min(1, "is the path that was called").max(8_000),
  /** One `name: value` a line. */
  headers: z.string().max(64_000),
  body: z.string().max(1_000_000),
});
export type PastedRequest = z.output<typeof PastedRequest>;

export type ReadRequest = {
  method: string;
  target: string;
  headers: Record<string, string[]>;
  body: Buffer;
};

/** Reads the fields of a pasted request. Throws InvalidInputError that names the line it cannot read. */
export function readPastedRequest(pasted: PastedRequest): ReadRequest {
  const headers = readHeaders(pasted.headers);
  return {
    method: pasted.method.toUpperCase(),
    target: pathOf(pasted.target),
    headers: withHost(headers, pasted.target),
    body: readBody(pasted.body, headers["content-length"]?.[0]),
  };
}

function readHeaders(text: string): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const line of text.split(/\r?\n/).filter((candidate) => candidate.trim() !== "")) {
    const colon = line.indexOf(":");
    if (colon < 1) {
      throw new InvalidInputError("The headers cannot be read.", [
        { path: "/headers", message: `"${line.slice(0, 60)}" has no colon; write name: value` },
      ]);
    }
    const name = line.slice(0, colon).trim().toLowerCase();
    headers[name] = [...(headers[name] ?? []), line.slice(colon + 1).trim()];
  }
  return headers;
}

function pathOf(target: string): string {
  if (!URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}

/** A URL says which host was called when the headers were copied without it. */
function withHost(headers: Record<string, string[]>, target: string): Record<string, string[]> {
  if (headers["host"] !== undefined || !URL.canParse(target)) return headers;
  return { ...headers, host: [new URL(target).host] };
}

/** A text field turns CRLF into LF and tempts people to end with a newline; Content-Length tells what was sent. */
function readBody(text: string, contentLength: string | undefined): Buffer {
  const asPasted = Buffer.from(text);
  const length = Number(contentLength);
  if (contentLength === undefined || asPasted.length === length) return asPasted;
  const candidates = [text.replace(/\n+$/, ""), text.replaceAll("\n", "\r\n"), `${text}\n`].map((candidate) =>
    Buffer.from(candidate),
  );
  return candidates.find((candidate) => candidate.length === length) ?? asPasted;
}
