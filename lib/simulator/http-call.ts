import {
  request as requestHttp,
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingHttpHeaders,
} from "node:http";
import { request as requestHttps, Agent as HttpsAgent } from "node:https";

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export type CallErrorCode = "timeout" | "connect_failed" | "connection_lost" | "too_large" | "aborted";

/** One HTTP call as it went over the wire. Either `status` or `error` is set, never both. */
export type HttpCall = {
  method: string;
  url: string;
  requestHeaders: Record<string, string>;
  requestBody: Buffer | null;
  status: number | null;
  responseHeaders: IncomingHttpHeaders;
  responseBody: Buffer;
  error: { code: CallErrorCode; message: string } | null;
  startedAtMs: number;
  durationMs: number;
};

export type HttpCallInput = {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: Buffer | null;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** Hold back the second half of the body this long. */
  slowBodyMs?: number;
};

const httpAgent = new HttpAgent({ keepAlive: true, maxSockets: 256, keepAliveMsecs: 1000 });
const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets: 256, minVersion: "TLSv1.2" });

/** Closes idle connections, so that a command or a test can end. */
export function closeIdleConnections(): void {
  httpAgent.destroy();
  httpsAgent.destroy();
}

/**
 * Makes one HTTP call over a real socket and says what happened; never throws for a failed call, never
 * follows a redirect, and sends exactly the given headers. `timeoutMs` covers the whole call.
 */
export function httpCall(input: HttpCallInput): Promise<HttpCall> {
  const startedAtMs = Date.now();
  const started = performance.now();
  return new Promise((resolve) => {
    const finish = (outcome: Partial<HttpCall>) => {
      clearTimeout(timer);
      resolve({
        method: input.method,
        url: input.url.href,
        requestHeaders: input.headers,
        requestBody: input.body,
        status: null,
        responseHeaders: {},
        responseBody: Buffer.alloc(0),
        error: null,
        startedAtMs,
        durationMs: Math.round((performance.now() - started) * 10) / 10,
        ...outcome,
      });
    };
    const fail = (code: CallErrorCode, message: string) => {
      finish({ error: { code, message } });
      outgoing.destroy();
    };
    const timer = setTimeout(
      () => fail("timeout", `no answer within ${input.timeoutMs} ms`),
      input.timeoutMs,
    );
    const outgoing = openRequest(input);
    outgoing.on("error", (error) => fail(errorCodeOf(error), describeError(error)));
    outgoing.on("response", (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > MAX_ANSWER_BYTES) fail("too_large", `the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
      });
      incoming.on("error", (error) => fail("connection_lost", describeError(error)));
      incoming.on("end", () =>
        finish({
          status: incoming.statusCode ?? 0,
          responseHeaders: incoming.headers,
          responseBody: Buffer.concat(chunks),
        }),
      );
    });
    sendBody(outgoing, input);
  });
}

function openRequest({ method, url, headers, body, signal }: HttpCallInput) {
  const secure = url.protocol === "https:";
  const length = body === null ? {} : { "Content-Length": String(body.length) };
  const options = {
    method,
    headers: { ...headers, ...length },
    agent: secure ? httpsAgent : httpAgent,
    ...(signal === undefined ? {} : { signal }),
  };
  return secure ? requestHttps(url, options) : requestHttp(url, options);
}

function sendBody(outgoing: ClientRequest, { body, slowBodyMs = 0 }: HttpCallInput): void {
  if (body === null || slowBodyMs === 0) {
    outgoing.end(body ?? undefined);
    return;
  }
  const half = Math.floor(body.length / 2);
  outgoing.write(body.subarray(0, half));
  setTimeout(() => outgoing.end(body.subarray(half)), slowBodyMs);
}

function errorCodeOf(error: Error): CallErrorCode {
  if (error.name === "AbortError") return "aborted";
  const code = "code" in error ? error.code : undefined;
  return code === "ECONNRESET" || code === "EPIPE" ? "connection_lost" : "connect_failed";
}

function describeError(error: Error): string {
  if (error instanceof AggregateError) return error.errors.map(String).join("; ");
  return error.message;
}
