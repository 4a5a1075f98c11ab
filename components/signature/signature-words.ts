import { ENVIRONMENT_NAMES } from "@/components/check/check-words";
import type { Tone } from "@/components/ui/tone";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { SignatureFailure } from "@/lib/protocol/signature/signature-verdict";
import { plural } from "@/lib/format/text";

/** The key that a signature names, as a person knows it. Times are ISO 8601. */
export type KeyMatch = {
  keyId: string;
  state: "active" | "retiring" | "revoked";
  environment: MaxsightEnvironment;
  /** When a retiring key ends, or a revoked one ended. */
  endsAt: string | null;
  /** Made for a run of our own simulator or validation. */
  isTemporary: boolean;
};

/** Which key was matched: current, retiring, revoked, or none. */
export function keyWords(key: KeyMatch | null): { tone: Tone; word: string } {
  if (key === null) return { tone: "bad", word: "no key of this provider" };
  const name = key.environment === "custom" ? "custom" : ENVIRONMENT_NAMES[key.environment];
  const where = key.isTemporary ? "a temporary key of ours" : `${name} key`;
  switch (key.state) {
    case "active":
      return { tone: "good", word: `current ${where}` };
    case "retiring":
      return { tone: "wait", word: `retiring ${where}` };
    case "revoked":
      return { tone: "bad", word: key.isTemporary ? where : `revoked ${where}` };
  }
}

/** How far the clock of whoever signed is off: `3 s behind`. */
export function skewText(skewSeconds: number): string {
  if (skewSeconds === 0) return "exact";
  return `${Math.abs(skewSeconds)} s ${skewSeconds > 0 ? "ahead" : "behind"}`;
}

/** What a refused call had wrong, as the end of "Maxsight called 14 times …". */
const REASONS: Record<SignatureFailure, string> = {
  missing_authorization: "without a signature",
  multiple_authorization: "with more than one Authorization header",
  unsupported_scheme: "with another scheme than Signature",
  malformed_authorization: "with an Authorization header that cannot be read",
  unsupported_algorithm: "with an algorithm we do not know",
  target_not_signed: "without signing the path",
  date_not_signed: "without signing the date",
  digest_not_signed: "without signing the digest of the body",
  digest_missing: "with a body and no digest",
  digest_without_body: "with a digest and no body",
  signed_header_missing: "with a signed header that is not there",
  digest_unsupported: "with a digest other than SHA-256",
  digest_mismatch: "with a body that is not the one that was signed",
  date_malformed: "with a date that cannot be read",
  date_outside_window: "with a clock that is more than 30 seconds off",
  unknown_key: "with a key we do not know",
  malformed_signature: "with a signature that is not base64 of 32 bytes",
  signature_mismatch: "with a signature that does not fit",
};

export type RefusedCalls = { reason: string; count: number; key: KeyMatch | null; isOwnTest: boolean };

/** "Maxsight called 14 times with a key we do not know". Whoever it was: all we know is what was signed. */
export function refusedSentence({ reason, count, key, isOwnTest }: RefusedCalls): string {
  const who = isOwnTest ? "Our own tests" : "Maxsight";
  const times = count === 1 ? "once" : plural(count, "time");
  return `${who} called ${times} ${reasonText(reason, key)}`;
}

function reasonText(reason: string, key: KeyMatch | null): string {
  if (reason === "unknown_key" && key !== null) return "with a key that is revoked";
  return REASONS[reason as SignatureFailure] ?? `and was refused (${reason.replaceAll("_", " ")})`;
}

/** What an operator does about it. */
export function refusedStep({ reason, key }: Pick<RefusedCalls, "reason" | "key">): string {
  switch (reason) {
    case "unknown_key":
      return key === null
        ? "Compare the key id with the secret pasted into Maxsight; it starts with it."
        : "Maxsight still has the old secret: paste the current one there.";
    case "signature_mismatch":
      return "The key id is right: another secret, or a proxy that rewrites path or host. Paste such a call to see which.";
    case "date_outside_window":
      return "Compare the clocks: ours, and that of whoever signs.";
    case "digest_mismatch":
      return "Something between Maxsight and here changes bodies: a proxy or firewall that re-encodes them.";
    case "missing_authorization":
      return "Somebody who is not Maxsight, or a proxy that drops the Authorization header.";
    default:
      return "Paste such a call to see what exactly is wrong with it.";
  }
}
