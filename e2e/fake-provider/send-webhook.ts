import { createHmac } from "node:crypto";

/** How to sign and send a webhook. The defaults are what `docs/examples/acme-identity.yaml` expects. */
export type WebhookWish = {
  url: string;
  /** Sent as JSON, or as it is when it is text. */
  body: unknown;
  secret: string;
  algorithm?: "sha256" | "sha1" | "sha512";
  encoding?: "hex" | "base64";
  /** `x-acme-signature` when absent. */
  header?: string;
  prefix?: string;
  /** `x-acme-timestamp` when absent; `null` signs and sends no timestamp. */
  timestampHeader?: string | null;
  /** Epoch ms; now when absent. */
  timestampMs?: number;
  /** What goes wrong: another body than the one signed, or no signature at all. */
  defect?: "tampered" | "unsigned";
  headers?: Record<string, string>;
  /** How many times the very same webhook is sent, one after the other; 1 when absent. */
  copies?: number;
};

export type SentWebhook = { statuses: number[]; durationsMs: number[] };

/** Posts a webhook over HTTP, signed over `{timestamp}.{body}` (or the body alone). */
export async function sendWebhook(wish: WebhookWish): Promise<SentWebhook> {
  const text = typeof wish.body === "string" ? wish.body : JSON.stringify(wish.body);
  const headers = { ...signedHeaders(wish, text), ...wish.headers };
  const body = wish.defect === "tampered" ? `${text} ` : text;
  const sent: SentWebhook = { statuses: [], durationsMs: [] };
  for (let copy = 0; copy < (wish.copies ?? 1); copy += 1) {
    const startedAtMs = performance.now();
    const response = await fetch(wish.url, { method: "POST", headers, body });
    await response.arrayBuffer();
    sent.statuses.push(response.status);
    sent.durationsMs.push(performance.now() - startedAtMs);
  }
  return sent;
}

/** The headers of a signed webhook, for tests that deliver it without HTTP. */
export function signedHeaders(wish: Omit<WebhookWish, "url">, text: string): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  const timestampHeader = wish.timestampHeader === undefined ? "x-acme-timestamp" : wish.timestampHeader;
  const timestamp = String(Math.floor((wish.timestampMs ?? Date.now()) / 1000));
  if (timestampHeader !== null) headers[timestampHeader] = timestamp;
  if (wish.defect === "unsigned") return headers;
  const payload = timestampHeader === null ? text : `${timestamp}.${text}`;
  const signature = createHmac(wish.algorithm ?? "sha256", wish.secret)
    .update(payload)
    .digest(wish.encoding ?? "hex");
  headers[wish.header ?? "x-acme-signature"] = `${wish.prefix ?? ""}${signature}`;
  return headers;
}
