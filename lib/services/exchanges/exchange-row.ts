import type { exchanges } from "@/lib/db/schema";
import { newId } from "@/lib/ids";
import type { ServiceContext } from "../context";
import { type PayloadRow, sealPayload } from "../payloads";

export type ExchangeRow = typeof exchanges.$inferInsert;

/** One message of an exchange as evidence: headers and body, already free of secrets. */
export type StoredMessage = {
  headers: Record<string, string>;
  body: string;
  encoding: "utf8" | "base64";
  truncated?: boolean;
};

/** What both kinds of calls, in and out, say about themselves. Instants are epoch milliseconds. */
export type ExchangeFacts = {
  providerId: string;
  checkId: string | null;
  peer: "maxsight" | "provider";
  direction: "in" | "out";
  operation: string;
  attempt?: number;
  method: string;
  url: string;
  status: number | null;
  errorCode: string | null;
  startedAtMs: number;
  durationMs: number;
  timings?: Record<string, number> | null;
  requestSize: number;
  responseSize: number;
  request: StoredMessage | { payloadId: string } | null;
  response: StoredMessage | null;
};

/** Text when the bytes are UTF-8, base64 otherwise; headers flattened. */
export function storedMessage(
  headers: Record<string, string | string[] | undefined>,
  body: Uint8Array | null,
): StoredMessage {
  const flat = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name.toLowerCase(), Array.isArray(value) ? value.join(", ") : value] as const],
  );
  const bytes = Buffer.from(body ?? new Uint8Array());
  const text = bytes.toString("utf8");
  const isText = Buffer.from(text, "utf8").equals(bytes);
  return {
    headers: Object.fromEntries(flat),
    body: isText ? text : bytes.toString("base64"),
    encoding: isText ? "utf8" : "base64",
  };
}

/** How much of an answer is kept as evidence (PRODUCT, defaults), and what then says that there was more. */
const KEPT_BYTES = 65_536;
const CUT_MARKER = "\n[cut after 64 KiB]";

/**
 * An answer as evidence: as `storedMessage`, but not more than 64 KiB of it. For everything that is only looked at; what a
 * mapping may have to read again is kept whole.
 */
export function storedAnswer(
  headers: Record<string, string | string[] | undefined>,
  body: Uint8Array,
): StoredMessage {
  if (body.length <= KEPT_BYTES) return storedMessage(headers, body);
  const kept = storedMessage(headers, body.subarray(0, characterStart(body, KEPT_BYTES)));
  const text = kept.encoding === "utf8" ? kept.body + CUT_MARKER : kept.body;
  return { ...kept, body: text, truncated: true };
}

/** Where the character begins that byte `at` of UTF-8 text belongs to, so that none is cut in two. */
function characterStart(body: Uint8Array, at: number): number {
  let start = at;
  while (start > at - 4 && ((body[start] ?? 0) & 0b1100_0000) === 0b1000_0000) start -= 1;
  return start;
}

/** The rows that record an exchange: bodies encrypted, metadata plain. Insert payloads and exchange together. */
export async function sealExchange(
  ctx: ServiceContext,
  facts: ExchangeFacts,
): Promise<{ exchange: ExchangeRow & { id: string }; payloads: PayloadRow[] }> {
  const { request, response, startedAtMs, ...columns } = facts;
  const sealed =
    request !== null && !("payloadId" in request) ? await sealPayload(ctx, "exchange", request) : null;
  const sealedResponse = response === null ? null : await sealPayload(ctx, "exchange", response);
  const given = request !== null && "payloadId" in request ? request.payloadId : null;
  return {
    exchange: {
      ...columns,
      id: newId(startedAtMs),
      tenantId: ctx.tenantId,
      startedAt: new Date(startedAtMs),
      durationMs: Math.round(facts.durationMs),
      requestPayloadId: sealed?.id ?? given,
      responsePayloadId: sealedResponse?.id ?? null,
    },
    payloads: [sealed, sealedResponse].flatMap((row) => (row === null ? [] : [row])),
  };
}
