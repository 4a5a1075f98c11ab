import type { SignatureParameters } from "./authorization-header";
import { digestOf } from "./digest";
import { parseHttpDate } from "./http-date";
import type { SigningKey } from "./secret";
import { findRewriting, type Rewriting } from "./find-rewriting";
import type { SignatureCause, SignatureExplanation, SignatureFailure } from "./signature-verdict";
import {
  buildSigningString,
  decodeSignature,
  type HeaderValues,
  headerValue,
  matchesHmac,
} from "./signing-string";

/** A refused request with what was already read of it. */
export type RefusedRequest = {
  method: string;
  target: string;
  headers: HeaderValues;
  body: Uint8Array;
  keys: (keyId: string) => readonly SigningKey[];
  nowMs: number;
  reason: SignatureFailure;
  parameters: SignatureParameters | null;
};

/**
 * Says what can be known about a refused request: it verifies the signature even where an earlier rule already failed,
 * so that a wrong clock or an altered body is told apart from a wrong key, and tries to undo what proxies do to path
 * and host. Bounded work, no throw.
 */
export function explainFailure(request: RefusedRequest): SignatureExplanation {
  const facts = { ...gatherFacts(request), ...NOTHING_REWRITTEN };
  const cause = causeWithoutSearch(request.reason, facts.isSignatureRight);
  if (cause !== null) return { cause, summary: SUMMARIES[cause], ...facts };
  const rewriting = request.parameters === null ? null : findRewriting(request, request.parameters);
  if (rewriting === null) {
    const fallback = request.reason === "digest_mismatch" ? "altered_body" : "wrong_key";
    return { cause: fallback, summary: SUMMARIES[fallback], ...facts };
  }
  const found = causeOfRewriting(request, rewriting);
  return { cause: found, summary: SUMMARIES[found], ...facts, ...signedPartsOf(request, rewriting) };
}

type Facts = Omit<SignatureExplanation, "cause" | "summary" | "signedTarget" | "signedHost">;

const NOTHING_REWRITTEN = { signedTarget: null, signedHost: null };

function gatherFacts(request: RefusedRequest): Facts {
  const { parameters, headers } = request;
  const received = headerValue(headers, "digest");
  const dateMs = parseHttpDate(headerValue(headers, "date") ?? "");
  const hasDigest = request.body.length > 0 || received !== null;
  return {
    ...gatherSignatureFacts(request, parameters),
    keyId: parameters?.keyId ?? null,
    algorithm: parameters?.algorithm ?? null,
    coveredHeaders: parameters?.signedHeaders ?? [],
    digest: hasDigest ? { expected: digestOf(request.body), received } : null,
    skewSeconds: dateMs === null ? null : dateMs / 1000 - Math.floor(request.nowMs / 1000),
  };
}

function gatherSignatureFacts(request: RefusedRequest, parameters: SignatureParameters | null) {
  if (parameters === null) {
    return { isKeyKnown: null, missingHeaders: [], canonicalString: null, isSignatureRight: null };
  }
  const keys = request.keys(parameters.keyId);
  const signing = buildSigningString(parameters.signedHeaders ?? [], { ...request, ...parameters });
  const isKeyKnown = keys.length > 0;
  if ("missing" in signing) {
    return { isKeyKnown, missingHeaders: signing.missing, canonicalString: null, isSignatureRight: null };
  }
  const signature = decodeSignature(parameters.signature);
  const isSignatureRight =
    isKeyKnown && signature !== null
      ? keys.some(({ key }) => matchesHmac(signature, key, signing.text))
      : null;
  return { isKeyKnown, missingHeaders: [], canonicalString: signing.text, isSignatureRight };
}

/** What a failed rule says by itself; the date and digest rules only where the signature is otherwise right. */
const CAUSES: Record<SignatureFailure, SignatureCause | null> = {
  missing_authorization: "not_signed",
  multiple_authorization: "malformed",
  unsupported_scheme: "malformed",
  malformed_authorization: "malformed",
  unsupported_algorithm: "malformed",
  target_not_signed: "not_covered",
  date_not_signed: "not_covered",
  digest_not_signed: "not_covered",
  digest_missing: "not_covered",
  digest_without_body: "not_covered",
  signed_header_missing: "not_covered",
  digest_unsupported: "malformed",
  digest_mismatch: "altered_body",
  date_malformed: "malformed",
  date_outside_window: "clock",
  unknown_key: "unknown_key",
  malformed_signature: "malformed",
  signature_mismatch: null,
};

/** null: the signature itself is wrong, and only a search can say why. */
function causeWithoutSearch(
  reason: SignatureFailure,
  isSignatureRight: boolean | null,
): SignatureCause | null {
  const isSecondary =
    reason === "digest_mismatch" || reason === "date_malformed" || reason === "date_outside_window";
  return isSecondary && isSignatureRight === false ? null : CAUSES[reason];
}

function causeOfRewriting(request: RefusedRequest, rewriting: Rewriting): SignatureCause {
  if (rewriting.isKeyText) return "key_not_decoded";
  const { signedTarget, signedHost } = signedPartsOf(request, rewriting);
  if (signedTarget !== null && signedHost !== null) return "rewritten_target_and_host";
  return signedHost === null ? "rewritten_target" : "rewritten_host";
}

function signedPartsOf(request: RefusedRequest, rewriting: Rewriting) {
  return {
    signedTarget: rewriting.target === request.target ? null : rewriting.target,
    signedHost: rewriting.host === headerValue(request.headers, "host") ? null : rewriting.host,
  };
}

const SUMMARIES: Record<SignatureCause, string> = {
  not_signed: "The request carries no Authorization header.",
  malformed: "The Authorization, Digest or Date header is not in a form this protocol knows.",
  not_covered:
    "The signature does not cover everything it must: the target, the date and, with a body, its digest.",
  unknown_key: "The key id belongs to none of this provider's keys.",
  wrong_key:
    "The key id is known but the signature is wrong: the caller has another secret, or a signed header was changed on the way.",
  key_not_decoded: "The caller signs with the base64 text of the secret; the key is the decoded bytes.",
  clock: "The signature is right but its date is more than 30 seconds away from our clock.",
  altered_body: "The body received is not the one that was signed: something changed it on the way.",
  rewritten_target: "The signature is right for another path: a proxy changed the path after it was signed.",
  rewritten_host:
    "The signature is right for another host: a proxy changed the Host header after it was signed.",
  rewritten_target_and_host: "The signature is right for another path and host: a proxy changed both.",
};
