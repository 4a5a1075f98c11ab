import type { ExchangeDetail, ExchangeMessage } from "@/components/timeline/exchange-detail";
import type { CheckDetail } from "@/lib/services/checks";
import type { MaskedMessage } from "@/lib/services/exchanges";

type Exchange = CheckDetail["exchanges"][number];
type Bodies = { request: MaskedMessage; response: MaskedMessage };

/** One exchange with its masked bodies, as the panel of the timeline shows it. */
export function toExchangeDetail(exchange: Exchange, bodies: Bodies): ExchangeDetail {
  const { method, url, status } = exchange;
  const target = URL.canParse(url) ? `${new URL(url).pathname}${new URL(url).search}` : url;
  return {
    method,
    url,
    status,
    durationMs: exchange.durationMs,
    timings: wordedTimings(exchange.timings),
    request: toMessage({
      startLine: `${method} ${target} HTTP/1.1`,
      message: bodies.request,
      size: exchange.requestSize,
    }),
    response:
      status === null
        ? null
        : toMessage({
            startLine: `HTTP/1.1 ${status}`,
            message: bodies.response,
            size: exchange.responseSize,
          }),
    failure:
      exchange.errorCode === null ? null : `No answer came: ${exchange.errorCode.replaceAll("_", " ")}.`,
  };
}

/** `connectMs` → `connect`, `firstByteMs` → `first byte`; what was not measured is left out. */
function wordedTimings(timings: Exchange["timings"]): Record<string, number> {
  const worded = Object.entries(timings ?? {})
    .filter(([name]) => name !== "totalMs")
    .map(([name, ms]) => [
      name.replace(/Ms$/, "").replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      ms,
    ]);
  return Object.fromEntries(worded) as Record<string, number>;
}

function toMessage(input: { startLine: string; message: MaskedMessage; size: number }): ExchangeMessage {
  const { startLine, message, size } = input;
  if (message === null)
    return { startLine, headers: [], body: null, size, remark: "The body is not kept any more." };
  const hasBody = message.body !== "";
  return {
    startLine,
    headers: Object.entries(message.headers),
    body: hasBody ? message.body : null,
    size,
    remark: hasBody ? "What could be about a person is masked." : null,
  };
}
