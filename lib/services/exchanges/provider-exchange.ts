import type { RecordedExchange } from "@/lib/connectors/connector";
import { type ExchangeFacts, storedAnswer, storedMessage } from "./exchange-row";

/** Whose answers a corrected mapping reads again; the connector takes 5 MB of one at most. */
const REREAD = new Set<RecordedExchange["operation"]>(["start", "poll"]);

/** A call to a provider as it is recorded: the connector has already taken secrets and credentials out. */
export function providerExchange(
  about: { providerId: string; checkId: string | null },
  recorded: RecordedExchange,
): ExchangeFacts {
  const { exchange } = recorded;
  const keepAnswer = REREAD.has(recorded.operation) ? storedMessage : storedAnswer;
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
    response: exchange.status === null ? null : keepAnswer(exchange.responseHeaders, exchange.responseBody),
  };
}
