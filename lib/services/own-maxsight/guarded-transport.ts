import { explainEgressError, type EgressErrorCode } from "@/lib/egress/egress-errors";
import type { HttpClient, HttpExchange } from "@/lib/egress/http-exchange";
import type { Transport } from "@/lib/simulator/client";
import type { HttpCall } from "@/lib/simulator/http-call";

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** The simulator's calls through the egress guard: a URL that somebody pasted must not reach our own network. */
export function guardedTransport(http: HttpClient): Transport {
  return async ({ method, url, headers, body, timeoutMs, signal }) => {
    const exchange = await http.request({
      method,
      url: url.href,
      headers,
      body: body ?? undefined,
      timeoutMs,
      maxResponseBytes: MAX_ANSWER_BYTES,
      onTooLarge: "fail",
      signal,
    });
    const error = errorOf(exchange);
    return {
      method,
      url: url.href,
      requestHeaders: headers,
      requestBody: body,
      status: error === null ? exchange.status : null,
      responseHeaders: headersOf(exchange),
      responseBody: exchange.responseBody,
      error,
      startedAtMs: exchange.startedAtMs,
      durationMs: exchange.durationMs,
    };
  };
}

function errorOf({ errorCode }: HttpExchange): HttpCall["error"] {
  if (errorCode === null) return null;
  return { code: callErrorCode(errorCode), message: explainEgressError(errorCode).sentence };
}

function callErrorCode(code: EgressErrorCode): NonNullable<HttpCall["error"]>["code"] {
  switch (code) {
    case "timeout":
      return "timeout";
    case "aborted":
      return "aborted";
    case "response_too_large":
      return "too_large";
    case "reset":
    case "protocol_error":
      return "connection_lost";
    default:
      return "connect_failed";
  }
}

function headersOf({ responseHeaders }: HttpExchange): HttpCall["responseHeaders"] {
  const flat = Object.entries(responseHeaders).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ]);
  return Object.fromEntries(flat) as HttpCall["responseHeaders"];
}
