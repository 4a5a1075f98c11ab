import { createHmac, timingSafeEqual } from "node:crypto";
import { blockListOf, listHolds, parseCidrRule } from "@/lib/egress/cidr";
import type { WebhookDelivery, WebhookRefusal } from "../connector";
import type { Expressions } from "../expression-engine";
import { parseTemplate } from "../template";
import type { HmacVerification, WebhookVerification } from "../webhook-definition";
import { deliveryContext } from "./context";

export type Verification = { ok: true } | { ok: false; reason: WebhookRefusal; explanation: string };

export type Verifying = {
  verify: WebhookVerification;
  delivery: WebhookDelivery;
  secrets: Record<string, string>;
  expressions: Expressions;
};

const VERIFIED: Verification = { ok: true };

/** Whether a delivery comes from the provider. Fails closed: what cannot be checked is refused. */
export async function verifyWebhook(verifying: Verifying): Promise<Verification> {
  const { verify, delivery } = verifying;
  switch (verify.type) {
    case "basic":
      return verifySecret(verifying, "authorization", (secret) => {
        return `Basic ${Buffer.from(`${verify.username}:${secret}`).toString("base64")}`;
      });
    case "header":
      return verifySecret(verifying, verify.header, (secret) => secret);
    case "ip":
      return verifyAddress(verify.allow, delivery.remoteAddress);
    case "unsigned":
      return verifyException(verify.until, delivery.receivedAtMs);
    default:
      return verifyHmac(verifying, verify);
  }
}

function refuse(reason: WebhookRefusal, explanation: string): Verification {
  return { ok: false, reason, explanation };
}

function verifyException(until: string, nowMs: number): Verification {
  if (nowMs < Date.parse(until)) return VERIFIED;
  return refuse("not_configured", `The exception for unsigned webhooks ended at ${until}.`);
}

function verifyAddress(allow: string[], address: string | null): Verification {
  const rules = allow.flatMap((text) => parseCidrRule(text) ?? []);
  if (address !== null && listHolds(blockListOf(rules), address)) return VERIFIED;
  return refuse("address_not_listed", "The sender's address is not in the list.");
}

function verifySecret(
  verifying: Verifying,
  header: string,
  expected: (secret: string) => string,
): Verification {
  const secret = secretOf(verifying);
  if (secret === null)
    return refuse("secret_missing", "The secret that webhooks are checked with has no value.");
  const given = headerOf(verifying.delivery, header);
  if (given === null) return refuse("signature_missing", `The header ${header} is missing.`);
  if (equals(Buffer.from(given), Buffer.from(expected(secret)))) return VERIFIED;
  return refuse("credentials_mismatch", `The header ${header} does not hold the expected value.`);
}

async function verifyHmac(verifying: Verifying, verify: HmacVerification): Promise<Verification> {
  const secret = secretOf(verifying);
  if (secret === null)
    return refuse("secret_missing", "The secret that webhooks are checked with has no value.");
  const signature = await locate(verifying, verify.header, verify.signature);
  if (signature === null) return refuse("signature_missing", "The signature is missing.");
  const isTimed = verify.timestamp_header !== undefined || verify.timestamp !== undefined;
  const timestamp = isTimed ? await locate(verifying, verify.timestamp_header, verify.timestamp) : null;
  const late = isTimed
    ? findTimestampProblem(timestamp, verify.tolerance, verifying.delivery.receivedAtMs)
    : null;
  if (late !== null) return late;
  const payload = await renderPayload(verifying, verify.payload, timestamp);
  if (payload === null) return refuse("mapping_failed", "The signed payload could not be composed.");
  const algorithm = verify.type.slice("hmac_".length);
  const expected = createHmac(algorithm, secret).update(payload).digest();
  const given = signature.startsWith(verify.prefix) ? signature.slice(verify.prefix.length).trim() : "";
  if (isEncoded(given, verify.encoding) && equals(Buffer.from(given, verify.encoding), expected))
    return VERIFIED;
  return refuse(
    "signature_mismatch",
    "The signature does not match the body: another secret, or a changed body.",
  );
}

function isEncoded(text: string, encoding: "hex" | "base64"): boolean {
  return encoding === "hex" ? /^[0-9a-f]+$/i.test(text) : /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}

function findTimestampProblem(text: string | null, toleranceMs: number, nowMs: number): Verification | null {
  const atMs = text === null ? null : parseTimestamp(text);
  if (atMs === null) return refuse("timestamp_missing", "The timestamp is missing or is no time.");
  const skewMs = Math.abs(nowMs - atMs);
  if (skewMs <= toleranceMs) return null;
  const seconds = Math.round(skewMs / 1000);
  return refuse("timestamp_outside_tolerance", `The timestamp is ${seconds} s away from our clock.`);
}

// Providers send seconds, milliseconds or a date; 1e11 seconds would be the year 5138.
function parseTimestamp(text: string): number | null {
  if (/^\d{1,16}(\.\d+)?$/.test(text)) return Number(text) < 1e11 ? Number(text) * 1000 : Number(text);
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}

/** The bytes that were signed: `raw` is the body exactly as received, everything else is text. */
async function renderPayload(
  { delivery, expressions }: Verifying,
  template: string,
  timestamp: string | null,
): Promise<Buffer | null> {
  const parsed = parseTemplate(template);
  if (!("parts" in parsed)) return null;
  const wanted = parsed.parts.flatMap((part) =>
    "expression" in part && !isPlain(part.expression) ? [part.expression] : [],
  );
  const evaluated = await expressions.evaluate(wanted, { ...deliveryContext(delivery), timestamp });
  const values = evaluated.values();
  const pieces: Uint8Array[] = [];
  for (const part of parsed.parts) {
    if ("text" in part) pieces.push(Buffer.from(part.text));
    else if (part.expression === "raw") pieces.push(delivery.rawBody);
    else if (part.expression === "timestamp") pieces.push(Buffer.from(timestamp ?? ""));
    else {
      const value = values.next().value;
      if (value?.ok !== true || typeof value.value !== "string") return null;
      pieces.push(Buffer.from(value.value));
    }
  }
  return Buffer.concat(pieces);
}

function isPlain(expression: string): boolean {
  return expression === "raw" || expression === "timestamp";
}

async function locate(
  { delivery, expressions }: Verifying,
  header: string | undefined,
  expression: string | undefined,
): Promise<string | null> {
  if (header !== undefined) return headerOf(delivery, header);
  if (expression === undefined) return null;
  const [result] = await expressions.evaluate([expression], deliveryContext(delivery));
  if (result?.ok !== true) return null;
  return typeof result.value === "string" || typeof result.value === "number" ? String(result.value) : null;
}

// Two values of one header are ambiguous, and an ambiguous proof is no proof.
function headerOf(delivery: WebhookDelivery, name: string): string | null {
  const value = delivery.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function secretOf({ verify, secrets }: Verifying): string | null {
  const value = "secret" in verify ? secrets[verify.secret] : undefined;
  return value === undefined || value === "" ? null : value;
}

function equals(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
