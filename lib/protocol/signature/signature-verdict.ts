import type { SigningKey } from "./secret";

/** Which rule of PROTOCOL 2.7 refused the call: the first that failed, in the order of that section. */
export type SignatureFailure =
  | "missing_authorization"
  | "multiple_authorization"
  | "unsupported_scheme"
  | "malformed_authorization"
  | "unsupported_algorithm"
  | "target_not_signed"
  | "date_not_signed"
  | "digest_not_signed"
  | "digest_missing"
  | "digest_without_body"
  | "signed_header_missing"
  | "digest_unsupported"
  | "digest_mismatch"
  | "date_malformed"
  | "date_outside_window"
  | "unknown_key"
  | "malformed_signature"
  | "signature_mismatch";

/**
 * What most likely went wrong, beyond the rule that noticed it. `wrong_key` is what remains when the key id is known
 * and no rewriting we can undo explains the signature.
 */
export type SignatureCause =
  | "not_signed"
  | "malformed"
  | "not_covered"
  | "unknown_key"
  | "wrong_key"
  | "key_not_decoded"
  | "clock"
  | "altered_body"
  | "rewritten_target"
  | "rewritten_host"
  | "rewritten_target_and_host";

/** Everything the signature debugger shows. Holds header values: for operators, never for the caller (PROTOCOL 2.9). */
export type SignatureExplanation = {
  cause: SignatureCause;
  /** One sentence for a person. */
  summary: string;
  keyId: string | null;
  /** Whether a key with this id exists; null when the header names none. */
  isKeyKnown: boolean | null;
  algorithm: string | null;
  coveredHeaders: string[];
  /** Listed in `headers` but not on the request. */
  missingHeaders: string[];
  /** The text we verified against; null when it could not be built. */
  canonicalString: string | null;
  /** Whether the signature fits the headers as received, whatever else is wrong; null when it could not be computed. */
  isSignatureRight: boolean | null;
  digest: { expected: string; received: string | null } | null;
  /** Their `Date` minus our clock: positive when the caller's clock is ahead. */
  skewSeconds: number | null;
  /** The target and host that make the signature right, when they differ from those received. */
  signedTarget: string | null;
  signedHost: string | null;
};

export type SignatureVerdict<Key extends SigningKey = SigningKey> =
  | { ok: true; keyId: string; key: Key }
  | { ok: false; reason: SignatureFailure; explanation: SignatureExplanation };
