import type { HttpExchange, HttpHeaders } from "./http-exchange";

/** What stands in place of something that must not be stored. */
export const REDACTED = "[redacted]";

// Shorter values would blank out innocent text ("1", "on"); no real secret is that short.
const MIN_SECRET_LENGTH = 4;

const SECRET_HEADER =
  /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|api-key|apikey|x-auth-token|x-access-token)$|secret|password|token$/i;

/** Replaces every known secret in a text. */
export type Redactor = (text: string) => string;

/**
 * A redactor for `values` (strings, or anything with strings inside). A secret is found as it is, percent-encoded (in a path or a form),
 * base64-encoded and as it looks inside JSON.
 */
export function createRedactor(values: readonly unknown[]): Redactor {
  const secrets = values.flatMap(collectStrings).filter((text) => text.length >= MIN_SECRET_LENGTH);
  const forms = new Set(secrets.flatMap(formsOf));
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((result, secret) => result.replaceAll(secret, REDACTED), text);
}

function collectStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(collectStrings);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(collectStrings) : [];
}

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString("base64");
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([["", secret]]).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    base64,
    base64.replace(/=+$/, ""),
  ];
}

/** The exchange as it may be stored: no credentials in its headers, no known secret anywhere in it. */
export function redactExchange(exchange: HttpExchange, redact: Redactor): HttpExchange {
  return {
    ...exchange,
    url: redact(withoutUserInfo(exchange.url)),
    requestHeaders: redactHeaders(exchange.requestHeaders, redact),
    responseHeaders: redactHeaders(exchange.responseHeaders, redact),
    requestBody: exchange.requestBody === null ? null : redactBytes(exchange.requestBody, redact),
    responseBody: redactBytes(exchange.responseBody, redact),
  };
}

function redactHeaders(headers: HttpHeaders, redact: Redactor): HttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (SECRET_HEADER.test(name)) return [name, REDACTED];
      return [name, typeof value === "string" ? redact(value) : value.map(redact)];
    }),
  );
}

// Bytes that hold no secret stay as they are, so that a body which is no text survives.
function redactBytes(bytes: Buffer, redact: Redactor): Buffer {
  const text = bytes.toString("utf8");
  const redacted = redact(text);
  return redacted === text ? bytes : Buffer.from(redacted, "utf8");
}

function withoutUserInfo(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i, `$1${REDACTED}@`);
}
