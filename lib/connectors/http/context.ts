import type { HttpExchange } from "@/lib/egress/http-exchange";
import { imageToken } from "./image-tokens";
import type { ConnectorCall, ConnectorProgress, ConnectorQuery, WebhookDelivery } from "../connector";

/** What an expression sees: the input document of its JSONata. */
export type ExpressionContext = Record<string, unknown>;

/** The part that is known before the provider is called. */
export function callContext(call: ConnectorCall, progress: ConnectorProgress | null): ExpressionContext {
  return {
    ...sharedContext(call),
    input: call.input,
    custom_data: call.customData,
    ...progressContext(progress),
    images: (call.images ?? []).map(({ id, documentId, imageType, contentType, size }, index) => ({
      id,
      token: imageToken(call, index),
      document_id: documentId,
      image_type: imageType,
      content_type: contentType,
      size,
    })),
  };
}

/** The part of a search. */
export function queryContext(query: ConnectorQuery): ExpressionContext {
  return { ...sharedContext(query), input: query.query, query: query.query };
}

function sharedContext(call: ConnectorCall | ConnectorQuery): ExpressionContext {
  return {
    config: call.config,
    credentials: call.credentials ?? {},
    secrets: call.secrets,
    idempotency_key: call.idempotencyKey,
    check_type: call.document.check_type,
    now: new Date(call.nowMs).toISOString(),
  };
}

function progressContext(progress: ConnectorProgress | null): ExpressionContext {
  const reference = progress?.providerReference ?? null;
  return { reference, providerReference: reference, state: progress?.state ?? null };
}

/** The part that the provider's answer adds. `body` is text when it is no JSON, null when it is empty. */
export function responseContext(exchange: HttpExchange): ExpressionContext {
  return {
    status: exchange.status,
    headers: exchange.responseHeaders,
    body: readBody(exchange.responseBody),
    error_code: exchange.errorCode,
  };
}

/** The part that a webhook adds. */
export function deliveryContext(delivery: WebhookDelivery): ExpressionContext {
  return {
    method: delivery.method,
    target: delivery.target,
    headers: delivery.headers,
    body: readBody(delivery.rawBody),
  };
}

const utf8 = new TextDecoder("utf-8");

function readBody(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return null;
  const text = utf8.decode(bytes);
  if (!/^\s*[[{"\d\-tfn]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
