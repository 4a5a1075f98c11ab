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
