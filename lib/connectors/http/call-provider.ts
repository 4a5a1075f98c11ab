import type { HttpClient, HttpExchange, HttpRequest } from "@/lib/egress/http-exchange";
import { createRedactor, redactExchange } from "@/lib/egress/redact";
import { retryAfterMsOf } from "@/lib/egress/retry-after";
import type { ConnectorCall, ConnectorOperation, ConnectorQuery, RecordedExchange } from "../connector";
import type { Authorized, Unauthorized } from "./authorization";
import type { BuiltRequest } from "./build-request";

const MAX_RESPONSE_BYTES = 5_000_000;
// Less than this is not worth a call: the answer could not be mapped and stored in time.
const MIN_TIMEOUT_MS = 50;
const RETRY_BASE_MS = 250;

/** What came of the calls of one operation: the last exchange as it was (for the mapping), all of them as stored. */
export type ProviderAnswer = {
  /** `null`: the deadline was over before a call could be made. */
  exchange: HttpExchange | null;
  recorded: RecordedExchange[];
};

export type ProviderCall = {
  http: HttpClient;
  /** Gives the request as it is sent this time. */
  authorize: (timeoutMs: number) => Promise<Authorized | Unauthorized>;
  operation: ConnectorOperation;
  timeoutMs: number;
  /** 1: never repeated. */
  attempts: number;
  call: ConnectorCall | ConnectorQuery;
};

/**
 * Calls the provider inside the deadline, again after trouble that may pass while attempts are left, and once more when it
 * no longer takes an older access token. Never throws.
 */
export async function callProvider(wish: ProviderCall): Promise<ProviderAnswer | Unauthorized> {
  const endsAtMs = performance.now() + (wish.call.deadlineMs - wish.call.nowMs);
  const answer: ProviderAnswer = { exchange: null, recorded: [] };
  let { attempts } = wish;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const timeoutMs = Math.min(wish.timeoutMs, endsAtMs - performance.now());
    if (timeoutMs < MIN_TIMEOUT_MS) return answer;
    const authorized = await wish.authorize(timeoutMs);
    answer.recorded.push(...authorized.recorded);
    if ("error" in authorized) return { ...authorized, recorded: answer.recorded };
    // A token may have taken its part of the time.
    const leftMs = Math.max(MIN_TIMEOUT_MS, Math.min(wish.timeoutMs, endsAtMs - performance.now()));
    const exchange = await wish.http.request(toHttpRequest(authorized.request, leftMs));
    answer.exchange = exchange;
    const redact = redactorOf(wish.call, authorized.secrets);
    answer.recorded.push({ operation: wish.operation, attempt, exchange: redactExchange(exchange, redact) });
    if (exchange.status === 401 && authorized.renew !== null) {
      authorized.renew();
      attempts = Math.max(attempts, attempt + 1);
      continue;
    }
    if (attempt === attempts || !isWorthRepeating(exchange)) return answer;
    const pauseMs = Math.max(RETRY_BASE_MS * 2 ** (attempt - 1), retryAfterMsOf(exchange) ?? 0);
    if (performance.now() + pauseMs + MIN_TIMEOUT_MS > endsAtMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return answer;
}

/** A redactor for everything secret that a call carries. */
export function redactorOf(
  call: Pick<ConnectorCall, "credentials" | "secrets">,
  more: readonly string[] = [],
) {
  return createRedactor([call.credentials, call.secrets, more]);
}

export function toHttpRequest(request: BuiltRequest, timeoutMs: number): HttpRequest {
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: request.body,
    timeoutMs,
    connectTimeoutMs: Math.min(5000, timeoutMs),
    maxResponseBytes: MAX_RESPONSE_BYTES,
    onTooLarge: "fail",
  };
}

const LASTING = new Set<HttpExchange["errorCode"]>([
  "url_invalid",
  "request_invalid",
  "scheme_refused",
  "credentials_in_url",
  "port_refused",
  "address_refused",
  "response_too_large",
]);

/** Whether asking again may help: no complete answer for a reason that may pass, 408, 425, 429 or 5xx. */
export function isWorthRepeating({ errorCode, status }: HttpExchange): boolean {
  if (errorCode !== null) return !LASTING.has(errorCode);
  return status === 408 || status === 425 || status === 429 || (status !== null && status >= 500);
}
