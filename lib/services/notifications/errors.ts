import type { EgressErrorCode } from "@/lib/egress/egress-errors";
import { ATTEMPT_ERROR_CODES, type AttemptErrorCode } from "@/lib/maxsight/attempt-error";

/** What happened, and what a person does about it. Neither holds an address, a secret or personal data. */
export type AttemptExplanation = { sentence: string; nextStep: string };

const EXPLANATIONS: Record<AttemptErrorCode, AttemptExplanation> = {
  signature_refused: {
    sentence: "Maxsight did not accept our signature (401 or 403).",
    nextStep: "Compare the signing key with the secret registered in this Maxsight environment, then resend.",
  },
  reference_unknown: {
    sentence: "Maxsight does not know this check (404).",
    nextStep:
      "See that the key's base URL is the environment the check came from; if it is, the check is gone there.",
  },
  conflict: {
    sentence: "Maxsight does not expect this notification now (409).",
    nextStep: "Open the check in Maxsight: it was probably closed or run again. Resend if it still waits.",
  },
  body_refused: {
    sentence: "Maxsight could not use the notification (422).",
    nextStep: "Read Maxsight's answer in the exchange; the registered provider may differ from this one.",
  },
  refused: {
    sentence: "Maxsight refused the notification (another 4xx).",
    nextStep: "Read Maxsight's answer in the exchange, correct what it names, then resend.",
  },
  redirected: {
    sentence: "Maxsight answered with a redirect, which is never followed.",
    nextStep: "Correct the base URL of the signing key: it must be the API host itself.",
  },
  throttled: {
    sentence: "Maxsight asked us to slow down (425 or 429).",
    nextStep: "Nothing to do: it is tried again, after a 429 not within a minute.",
  },
  server_error: {
    sentence: "Maxsight failed while it handled the notification (5xx).",
    nextStep: "Nothing to do: it is tried again. If it lasts, look at Maxsight's status page.",
  },
  timeout: {
    sentence: "Maxsight did not answer in time.",
    nextStep: "Nothing to do: the next attempt waits at least a minute.",
  },
  unreachable: {
    sentence: "Maxsight's host could not be reached.",
    nextStep: "If it lasts, check the base URL of the key, DNS and the way out of this network.",
  },
  tls_failed: {
    sentence: "No secure connection to Maxsight could be made.",
    nextStep: "Check proxies that replace certificates, and the base URL of the key.",
  },
  address_refused: {
    sentence: "The base URL of the key is not an address that this instance may call.",
    nextStep: "Correct the base URL, or ask an instance admin to add the address to EGRESS_ALLOW.",
  },
  answer_unreadable: {
    sentence: "Maxsight's answer was not valid HTTP or far too large.",
    nextStep: "Check that the base URL of the key points at Maxsight's API.",
  },
  interrupted: {
    sentence: "The process ended during this attempt, so nobody knows whether Maxsight got it.",
    nextStep:
      "Nothing to do for an automatic one: it is repeated, which Maxsight accepts. Repeat a resend by hand.",
  },
  unsendable: {
    sentence: "The notification could not be made: its signing key is gone or cannot be used.",
    nextStep: "Add a signing key for this Maxsight environment, then resend.",
  },
};

/** The sentence and next step of a stored code; a code of a newer version is shown as it is. */
export function explainAttemptError(code: string): AttemptExplanation {
  const known = ATTEMPT_ERROR_CODES.find((candidate) => candidate === code);
  return known === undefined
    ? { sentence: `The attempt failed (${code}).`, nextStep: "Look at the exchange." }
    : EXPLANATIONS[known];
}

const BY_STATUS: Record<number, AttemptErrorCode> = {
  401: "signature_refused",
  403: "signature_refused",
  404: "reference_unknown",
  408: "timeout",
  409: "conflict",
  422: "body_refused",
  425: "throttled",
  429: "throttled",
};

const BY_EGRESS_CODE: Record<EgressErrorCode, AttemptErrorCode> = {
  url_invalid: "address_refused",
  request_invalid: "address_refused",
  scheme_refused: "address_refused",
  credentials_in_url: "address_refused",
  port_refused: "address_refused",
  address_refused: "address_refused",
  dns_failed: "unreachable",
  connect_refused: "unreachable",
  connect_timeout: "timeout",
  unreachable: "unreachable",
  tls_failed: "tls_failed",
  timeout: "timeout",
  reset: "unreachable",
  response_too_large: "answer_unreadable",
  protocol_error: "answer_unreadable",
  aborted: "interrupted",
};

/** The class of an attempt that brought this answer; null when it was acknowledged. */
export function attemptErrorOf(answer: {
  status: number | null;
  errorCode: EgressErrorCode | null;
}): AttemptErrorCode | null {
  const { status, errorCode } = answer;
  if (status === null) return errorCode === null ? "unreachable" : BY_EGRESS_CODE[errorCode];
  if (status >= 200 && status < 300) return null;
  const named = BY_STATUS[status];
  if (named !== undefined) return named;
  if (status < 400) return "redirected";
  return status < 500 ? "refused" : "server_error";
}
