import { parseAuthorization, type SignatureParameters } from "./authorization-header";
import { checkDigest } from "./digest";
import { explainFailure } from "./explain-failure";
import { formatHttpDate, parseHttpDate } from "./http-date";
import type { SigningKey } from "./secret";
import type { SignatureFailure, SignatureVerdict } from "./signature-verdict";
import {
  buildSigningString,
  decodeSignature,
  type HeaderValues,
  headerValue,
  matchesHmac,
} from "./signing-string";

/** Either side of the window is allowed, the limit itself included (PROTOCOL 2.5). */
export const MAX_SKEW_SECONDS = 30;

/**
 * `integration`: tolerant, for calls from Maxsight (PROTOCOL 2.7). `maxsight`: what Maxsight's own verifier demands of
 * calls to it (2.8, 19.4): `GMT` only, the target with its query, no signed Digest without a body, any algorithm name.
 */
export type SignatureRules = "integration" | "maxsight";

export type VerifyRequestInput<Key extends SigningKey = SigningKey> = {
  method: string;
  /** The raw request line's target as the caller wrote it; the door undoes what a proxy rewrote. */
  target: string;
  /**
   * By lower-case name. Give `authorization` as an array when the request may have several: node's `headers` keeps only
   * the first, `headersDistinct` all of them.
   */
  headers: HeaderValues;
  /** The raw bytes, before any parsing. */
  body: Uint8Array;
  keys: (keyId: string) => readonly Key[];
  nowMs: number;
  rules: SignatureRules;
};

/**
 * Verifies a signed request by PROTOCOL 2.7, rule by rule, and never throws. The first failed rule is the reason; the
 * explanation says what can be known beyond it. Answer every failure alike with 401 (2.9).
 */
export function verifyRequest<Key extends SigningKey>(input: VerifyRequestInput<Key>): SignatureVerdict<Key> {
  const parameters = readAuthorization(input.headers);
  if (typeof parameters === "string") return refuse(input, parameters, null);
  const failure = checkParameters(parameters, input) ?? checkDigestAndDate(parameters, input);
  if (failure !== null) return refuse(input, failure, parameters);
  const keys = input.keys(parameters.keyId);
  if (keys.length === 0) return refuse(input, "unknown_key", parameters);
  const signature = decodeSignature(parameters.signature);
  if (signature === null) return refuse(input, "malformed_signature", parameters);
  const key = findKey(keys, { signature, parameters, input });
  if (key === null) return refuse(input, "signature_mismatch", parameters);
  return { ok: true, keyId: parameters.keyId, key };
}

function readAuthorization(headers: HeaderValues): SignatureParameters | SignatureFailure {
  const value = Object.hasOwn(headers, "authorization") ? headers["authorization"] : undefined;
  if (value === undefined) return "missing_authorization";
  if (typeof value === "string") return parseAuthorization(value);
  const [only, second] = value;
  if (only === undefined) return "missing_authorization";
  return second === undefined ? parseAuthorization(only) : "multiple_authorization";
}

function checkParameters(
  parameters: SignatureParameters,
  input: VerifyRequestInput,
): SignatureFailure | null {
  const { rules, headers, body } = input;
  if (rules === "integration" && !isKnownAlgorithm(parameters.algorithm)) return "unsupported_algorithm";
  const list = parameters.signedHeaders ?? [];
  if (!list.includes("(request-target)")) return "target_not_signed";
  if (!list.includes("date")) return "date_not_signed";
  if (body.length > 0) {
    if (!list.includes("digest")) return "digest_not_signed";
    if (headerValue(headers, "digest") === null) return "digest_missing";
  } else if (rules === "maxsight" && list.includes("digest")) {
    return "digest_without_body";
  }
  const signing = buildSigningString(list, { ...input, ...timesOf(parameters) });
  return "missing" in signing ? "signed_header_missing" : null;
}

/** Both names mean HMAC-SHA-256 here (PROTOCOL 2.6). */
function isKnownAlgorithm(algorithm: string | null): boolean {
  if (algorithm === null || algorithm === "hs2019") return true;
  const name = algorithm.toLowerCase();
  return name === "hs2019" || name === "hmac-sha256";
}

function checkDigestAndDate(
  parameters: SignatureParameters,
  input: VerifyRequestInput,
): SignatureFailure | null {
  const { headers, body, rules } = input;
  const digest = parameters.signedHeaders?.includes("digest") ? headerValue(headers, "digest") : null;
  if (digest !== null) {
    const result = checkDigest(digest, body, rules === "maxsight" ? ["SHA-256", "SHA-512"] : ["SHA-256"]);
    if (result !== "match") return result === "unsupported" ? "digest_unsupported" : "digest_mismatch";
  }
  const dateText = headerValue(headers, "date") ?? "";
  const dateMs = parseHttpDate(dateText);
  // The strict verifier reads one form only, so whatever we would not write ourselves is malformed to it.
  if (dateMs === null || (rules === "maxsight" && formatHttpDate(dateMs) !== dateText))
    return "date_malformed";
  return Math.abs(skewSecondsOf(dateMs, input.nowMs)) > MAX_SKEW_SECONDS ? "date_outside_window" : null;
}

/** `Date` has whole seconds, so our clock is read at the same resolution: exactly 30 s late is still in time. */
export function skewSecondsOf(dateMs: number, nowMs: number): number {
  return dateMs / 1000 - Math.floor(nowMs / 1000);
}

function findKey<Key extends SigningKey>(
  keys: readonly Key[],
  request: { signature: Buffer; parameters: SignatureParameters; input: VerifyRequestInput<Key> },
): Key | null {
  const { signature, parameters, input } = request;
  for (const target of acceptedTargets(input)) {
    const parts = { ...timesOf(parameters), method: input.method, target, headers: input.headers };
    const signing = buildSigningString(parameters.signedHeaders ?? [], parts);
    if ("missing" in signing) return null;
    const key = keys.find((candidate) => matchesHmac(signature, candidate.key, signing.text));
    if (key !== undefined) return key;
  }
  return null;
}

/** Some clients sign the path without the query they send (PROTOCOL 2.3); such a query is to be ignored. */
function acceptedTargets({ target, rules }: VerifyRequestInput): string[] {
  const queryStart = target.indexOf("?");
  return rules === "maxsight" || queryStart === -1 ? [target] : [target, target.slice(0, queryStart)];
}

const timesOf = ({ created, expires }: SignatureParameters) => ({ created, expires });

function refuse(
  input: VerifyRequestInput,
  reason: SignatureFailure,
  parameters: SignatureParameters | null,
): { ok: false; reason: SignatureFailure; explanation: ReturnType<typeof explainFailure> } {
  return { ok: false, reason, explanation: explainFailure({ ...input, reason, parameters }) };
}
