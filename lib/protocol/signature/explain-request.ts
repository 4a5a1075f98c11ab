import { parseAuthorization } from "./authorization-header";
import { explainFailure } from "./explain-failure";
import type { SignatureCause, SignatureExplanation, SignatureFailure } from "./signature-verdict";
import { MAX_SKEW_SECONDS, verifyRequest, type VerifyRequestInput } from "./verify-request";

/** Everything there is to say about the signature of one request, good or not. For operators, never for the caller. */
export type SignatureReport = Omit<SignatureExplanation, "cause" | "summary" | "digest"> & {
  isGood: boolean;
  /** The rule of PROTOCOL 2.7 that refused it. */
  reason: SignatureFailure | null;
  cause: SignatureCause | null;
  /** One sentence for a person. */
  verdict: string;
  /** `expected` is null where the body is not known byte for byte. */
  digest: { expected: string | null; received: string | null } | null;
};

type ExplainInput = VerifyRequestInput & {
  /** false: the body is not the one that was sent, so its digest says nothing. */
  isBodyExact?: boolean;
};

/** Verifies a request as `verifyRequest` does and explains the outcome, also a good one. Never throws. */
export function explainRequest(input: ExplainInput): SignatureReport {
  const verdict = verifyRequest(input);
  if (verdict.ok) return goodReport(input);
  const { cause, summary, ...facts } = verdict.explanation;
  const report: SignatureReport = {
    ...facts,
    isGood: false,
    reason: verdict.reason,
    cause,
    verdict: summary,
  };
  return input.isBodyExact === false && verdict.reason === "digest_mismatch" ? withoutBody(report) : report;
}

/** The facts of a good signature are those that a refusal would gather; its search finds the request as it is. */
function goodReport(input: ExplainInput): SignatureReport {
  const authorization = input.headers["authorization"];
  const text = typeof authorization === "string" ? authorization : (authorization?.[0] ?? "");
  const parameters = parseAuthorization(text);
  const {
    cause: _cause,
    summary: _summary,
    ...facts
  } = explainFailure({
    ...input,
    reason: "signature_mismatch",
    parameters: typeof parameters === "string" ? null : parameters,
  });
  return {
    ...facts,
    isGood: true,
    reason: null,
    cause: null,
    verdict:
      facts.signedTarget === null
        ? "Signed rightly, with a key that is known, over what arrived, in time."
        : "Signed rightly over the path without its query, as some clients do (PROTOCOL 2.3).",
  };
}

/** What the other rules say when the body cannot be compared. */
function withoutBody(report: SignatureReport): SignatureReport {
  const digest = { expected: null, received: report.digest?.received ?? null };
  const bad = (reason: SignatureFailure, cause: SignatureCause, verdict: string): SignatureReport => ({
    ...report,
    digest,
    reason,
    cause,
    verdict,
  });
  if (report.isKeyKnown === false)
    return bad("unknown_key", "unknown_key", "The key id belongs to none of this provider's keys.");
  if (report.isSignatureRight !== true)
    return report.cause === "altered_body"
      ? bad("signature_mismatch", "wrong_key", "The key id is known but the signature is wrong.")
      : { ...report, digest };
  if (Math.abs(report.skewSeconds ?? 0) > MAX_SKEW_SECONDS)
    return bad(
      "date_outside_window",
      "clock",
      "The signature is right but its date is more than 30 seconds away from our clock.",
    );
  return {
    ...report,
    digest,
    isGood: true,
    reason: null,
    cause: null,
    verdict: "Signed rightly, with a key that is known, in time. The body is not kept as it was sent.",
  };
}
