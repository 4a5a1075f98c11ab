import { request as httpRequest } from "node:http";
import type { SigningKey } from "@/lib/protocol/signature/secret";
import { signRequest } from "@/lib/protocol/signature/sign-request";

export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  bytes: Buffer;
  json: unknown;
};

/** One request over a real socket. `host` and everything else go out exactly as given. */
export function send(
  origin: string,
  options: { method: string; target: string; headers?: Record<string, string>; body?: string | Buffer },
): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        hostname,
        port,
        method: options.method,
        path: options.target,
        headers: options.headers ?? {},
        agent: false,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString("utf8");
          const status = response.statusCode ?? 0;
          resolve({ status, headers: response.headers, text, bytes, json: parse(text) });
        });
        response.on("error", reject);
        response.on("aborted", () => reject(new Error("the answer was cut off")));
      },
    );
    request.on("error", reject);
    request.end(options.body);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A request signed the way Maxsight signs it, `GMT` and all four headers. */
export function sendSigned(
  origin: string,
  options: {
    method: string;
    target: string;
    signingKey: SigningKey;
    body?: unknown;
    nowMs?: number;
    change?: (headers: Record<string, string>) => Record<string, string>;
  },
): Promise<Answer> {
  const body = options.body === undefined ? undefined : Buffer.from(JSON.stringify(options.body));
  const headers = signRequest({
    method: options.method,
    target: options.target,
    host: new URL(origin).host,
    body: body ?? Buffer.alloc(0),
    signingKey: options.signingKey,
    nowMs: options.nowMs ?? Date.now(),
  });
  return send(origin, {
    method: options.method,
    target: options.target,
    headers: options.change?.(headers) ?? headers,
    ...(body === undefined ? {} : { body }),
  });
}
