import { createHmac } from "node:crypto";
import { parseSecret } from "../secret";
import { type SignRequestInput, signRequest } from "../sign-request";
import type { SignatureVerdict } from "../signature-verdict";
import { type VerifyRequestInput, verifyRequest } from "../verify-request";

export const KEY = parseSecret("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
/** The same first eight characters, another secret. */
export const TWIN_KEY = parseSecret("AAECAwQFffffffffffffffffffffffffffffffffffg=");
const OTHER_KEY = parseSecret("h/BTMtonCqWQggdfEv47tMEFbc1RwRdqCnbHSRvk5WU=");
export const NOW_MS = Date.UTC(2023, 9, 24, 12, 24, 50);
export const BODY = new TextEncoder().encode('{"id":"4e496b20-d256-444e-a329-d20c7298e842"}');

const KEYS = { [KEY.keyId]: [KEY], [OTHER_KEY.keyId]: [OTHER_KEY] };
export const findKeys = (keyId: string) => (Object.hasOwn(KEYS, keyId) ? (KEYS[keyId] ?? []) : []);

type Changes = Partial<VerifyRequestInput> & { header?: Record<string, string | string[] | undefined> };

/** A correctly signed POST, then changed on its way. */
export function receive(signing: Partial<SignRequestInput> = {}, changes: Changes = {}): SignatureVerdict {
  const request = {
    method: "POST",
    target: "/p/acme/checks",
    host: "gate.test:4400",
    body: BODY,
    ...signing,
  };
  const signed = signRequest({ signingKey: KEY, nowMs: NOW_MS, ...request });
  const headers = Object.fromEntries(
    Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { header, ...rest } = changes;
  return verifyRequest({
    method: request.method,
    target: request.target,
    headers: { ...headers, ...header },
    body: request.body ?? new Uint8Array(),
    keys: findKeys,
    nowMs: NOW_MS,
    rules: "integration",
    ...rest,
  });
}

export const reasonOf = (verdict: SignatureVerdict) => (verdict.ok ? "accepted" : verdict.reason);
export const causeOf = (verdict: SignatureVerdict) => (verdict.ok ? "accepted" : verdict.explanation.cause);

export const authorization = (change: (value: string) => string, signing: Partial<SignRequestInput> = {}) => {
  const signed = signRequest({
    method: "POST",
    target: "/p/acme/checks",
    host: "gate.test:4400",
    body: BODY,
    signingKey: KEY,
    nowMs: NOW_MS,
    ...signing,
  });
  return { header: { authorization: change(signed["Authorization"] ?? "") } };
};

/** The signature that KEY gives a text. */
export function hmac(text: string): Uint8Array {
  return createHmac("sha256", KEY.key).update(text).digest();
}
