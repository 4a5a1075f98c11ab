import { Readable } from "node:stream";
import { Agent, request as send, type Dispatcher } from "undici";
import { createAddressPolicy } from "./address-policy";
import { CallClock } from "./call-clock";
import { EgressError } from "./egress-error";
import type { EgressErrorCode } from "./egress-errors";
import { createGuardedConnect } from "./guarded-connect";
import type { HttpClient, HttpExchange, HttpHeaders, HttpRequest, StreamedBody } from "./http-exchange";
import { readCapped, streamCapped } from "./read-body";
import { traceSocket } from "./socket-timings";

export type { HttpClient, HttpRequest } from "./http-exchange";

const DEFAULT_MAX_RESPONSE_BYTES = 1_048_576;

export type HttpClientOptions = {
  /** Exceptions to the address rules, `CIDR` or `CIDR:port`; they also permit plain http. */
  allow: readonly string[];
  /** Ports of our own services, refused even under an exception. */
  refusePorts: readonly number[];
};

/** The only way out: see `HttpClient`. Connections are pooled per origin and kept alive for 10 s. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agent = new Agent({
    connect: createGuardedConnect(createAddressPolicy(options)),
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    pipelining: 1,
  });
  return {
    request: (request) => performRequest(agent, request),
    stream: (request) => performStream(agent, request),
    close: () => agent.close(),
  };
}

async function performRequest(agent: Agent, request: HttpRequest): Promise<HttpExchange> {
  const { exchange, body, clock } = await openResponse(agent, request);
  if (body === null) return clock.finish(exchange);
  const limit = request.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
  const read = await readCapped(body, limit);
  const errorCode = read.error === null ? tooLargeCode(read.truncated, request) : clock.codeOf(read.error);
  return clock.finish({ ...exchange, responseBody: read.bytes, truncated: read.truncated, errorCode });
}

function tooLargeCode(truncated: boolean, request: HttpRequest): EgressErrorCode | null {
  return truncated && request.onTooLarge === "fail" ? "response_too_large" : null;
}

async function performStream(agent: Agent, request: HttpRequest) {
  const { exchange, body, clock } = await openResponse(agent, request);
  if (body === null) return { exchange: clock.finish(exchange), body: null };
  const limit = request.maxResponseBytes ?? DEFAULT_MAX_RESPONSE_BYTES;
  if (exchange.status === null || exchange.status < 200 || exchange.status > 299) {
    const read = await readCapped(body, limit);
    return {
      exchange: clock.finish({ ...exchange, responseBody: read.bytes, truncated: read.truncated }),
      body: null,
    };
  }
  const bytes = streamCapped(body, {
    limit,
    toError: (error) => new EgressError(clock.codeOf(error), error),
    onEnd: clock.stop,
  });
  return { exchange: clock.measure(exchange), body: bytes };
}

type Opened = { exchange: HttpExchange; body: Dispatcher.ResponseData["body"] | null; clock: CallClock };

/** Sends the request and waits for the response's head. */
async function openResponse(agent: Agent, request: HttpRequest): Promise<Opened> {
  const clock = new CallClock(request);
  const exchange = emptyExchange(request, clock.startedAtMs);
  const refusal = findUrlProblem(request.url);
  if (refusal !== null) return { exchange: { ...exchange, errorCode: refusal }, body: null, clock };
  try {
    const { result, trace } = traceSocket(() =>
      send(request.url, {
        dispatcher: agent,
        method: request.method,
        headers: headersOf(request),
        body: isStreamed(request.body) ? Readable.from(request.body.open()) : exchange.requestBody,
        signal: clock.signal,
      }),
    );
    clock.watch(trace);
    const response = await result;
    clock.headArrived();
    // A body that nobody reads still breaks off when its time is up, and an error nobody listens to ends the process.
    response.body.on("error", ignore);
    const head = { status: response.statusCode, responseHeaders: plainHeaders(response.headers) };
    return { exchange: { ...exchange, ...head }, body: response.body, clock };
  } catch (error) {
    return { exchange: { ...exchange, errorCode: clock.codeOf(error) }, body: null, clock };
  }
}

function ignore(): void {}

function isStreamed(body: HttpRequest["body"]): body is StreamedBody {
  return typeof body === "object" && "open" in body;
}

/** Without its length a streamed body would be sent in chunks, which not every server takes. */
function headersOf({ headers, body }: HttpRequest): Record<string, string> {
  return isStreamed(body) ? { ...headers, "content-length": String(body.size) } : headers;
}

function findUrlProblem(text: string): EgressErrorCode | null {
  if (!URL.canParse(text)) return "url_invalid";
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "scheme_refused";
  return url.username === "" && url.password === "" ? null : "credentials_in_url";
}

function emptyExchange(request: HttpRequest, startedAtMs: number): HttpExchange {
  const body = isStreamed(request.body) ? request.body.shownAs : request.body;
  return {
    method: request.method,
    url: request.url,
    requestHeaders: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    requestBody: body === undefined ? null : typeof body === "string" ? Buffer.from(body) : Buffer.from(body),
    status: null,
    responseHeaders: {},
    responseBody: Buffer.alloc(0),
    truncated: false,
    errorCode: null,
    remoteAddress: null,
    startedAtMs,
    durationMs: 0,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 0 },
  };
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): HttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
