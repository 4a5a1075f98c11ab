import type { HttpExchange } from "./http-exchange";

/** The wait that `Retry-After` asks for (seconds or a date), in ms from the end of the call; `null` when it asks for none. */
export function retryAfterMsOf(exchange: HttpExchange): number | null {
  const value = exchange.responseHeaders["retry-after"];
  const text = Array.isArray(value) ? value[0] : value;
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - exchange.startedAtMs - exchange.durationMs);
}
