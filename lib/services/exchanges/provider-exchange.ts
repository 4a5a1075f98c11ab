import type { RecordedExchange } from "@/lib/connectors/connector";
import { type ExchangeFacts, storedMessage } from "./exchange-row";

/** A call to a provider as it is recorded: the connector has already taken secrets and credentials out. */
export function providerExchange(
  about: { providerId: string; checkId: string | null },
  recorded: RecordedExchange,
): ExchangeFacts {
  const { exchange } = recorded;
  const timings = Object.entries(exchange.timings).filter(
    (entry): entry is [string, number] => entry[1] !== null,
  );
  return {
    ...about,
    peer: "provider",
    direction: "out",
    operation: recorded.operation,
    attempt: recorded.attempt,
    method: exchange.method,
    url: exchange.url,
    status: exchange.status,
    errorCode: exchange.errorCode,
    startedAtMs: exchange.startedAtMs,
    durationMs: exchange.durationMs,
    timings: Object.fromEntries(timings),
    requestSize: exchange.requestBody?.length ?? 0,
    responseSize: exchange.responseBody.length,
    request: storedMessage(exchange.requestHeaders, exchange.requestBody),
    response:
      exchange.status === null ? null : storedMessage(exchange.responseHeaders, exchange.responseBody),
  };
}
