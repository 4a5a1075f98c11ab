import type { WebhookDelivery } from "@/lib/connectors/connector";
import type { WebhookVerification } from "@/lib/connectors/webhook-definition";
import { type StoredMessage, storedMessage } from "../exchanges";

/** A webhook as it is kept: what the exchange view shows, and what mapping needs to read it again. */
export type StoredDelivery = StoredMessage & {
  method: string;
  target: string;
  remoteAddress: string | null;
  receivedAtMs: number;
};

/** Stands for what proves the sender by itself. */
export const REMOVED = "[removed]";

/**
 * Raw bytes and headers, but without what proves the sender by itself: a password or a shared header would let anybody
 * who may look at the event send one. A signature may stay, it fits this body only.
 */
export function toStoredDelivery(
  delivery: WebhookDelivery,
  verify: WebhookVerification | null,
): StoredDelivery {
  const message = storedMessage(delivery.headers, delivery.rawBody);
  const removed = new Set(["authorization", "cookie", ...(verify?.type === "header" ? [verify.header] : [])]);
  const headers = Object.entries(message.headers).map(([name, value]) => [
    name,
    removed.has(name) ? REMOVED : value,
  ]);
  return {
    ...message,
    headers: Object.fromEntries(headers),
    method: delivery.method,
    target: delivery.target,
    remoteAddress: delivery.remoteAddress,
    receivedAtMs: delivery.receivedAtMs,
  };
}

/** The delivery as the connector reads it. */
export function toDelivery(stored: StoredDelivery): WebhookDelivery {
  const { method, target, headers, remoteAddress, receivedAtMs } = stored;
  return {
    method,
    target,
    headers,
    rawBody: Buffer.from(stored.body, stored.encoding),
    remoteAddress,
    receivedAtMs,
  };
}
