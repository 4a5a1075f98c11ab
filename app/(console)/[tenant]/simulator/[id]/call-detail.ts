import type { ExchangeDetail, ExchangeMessage } from "@/components/timeline/exchange-detail";
import type { TraceCall, TraceMessage } from "@/lib/services/simulations";

/** A call of the trace as the panel of an exchange shows it. */
export function toCallDetail(call: TraceCall, { isLive }: { isLive: boolean }): ExchangeDetail {
  const { method, url, status, durationMs, request, response, note } = call;
  const target = URL.canParse(url) ? `${new URL(url).pathname}${new URL(url).search}` : url;
  const message = (startLine: string, from: TraceMessage): ExchangeMessage => ({
    startLine,
    headers: from.headers,
    body: from.body,
    size: from.size,
    remark: isLive && from.body !== null ? "What could be about a person is masked." : null,
  });
  return {
    method,
    url,
    status,
    durationMs,
    timings: {},
    request: message(`${method} ${target} HTTP/1.1`, request),
    response: response === null || status === null ? null : message(`HTTP/1.1 ${status}`, response),
    failure: status === null ? `${sentence(note ?? "no answer came")}.` : null,
  };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, "");
