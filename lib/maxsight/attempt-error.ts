/** Why an attempt to notify Maxsight failed. Closed: each has a sentence and a next step. */
export const ATTEMPT_ERROR_CODES = [
  "signature_refused",
  "reference_unknown",
  "conflict",
  "body_refused",
  "refused",
  "redirected",
  "throttled",
  "server_error",
  "timeout",
  "unreachable",
  "tls_failed",
  "address_refused",
  "answer_unreadable",
  "interrupted",
  "unsendable",
] as const;
export type AttemptErrorCode = (typeof ATTEMPT_ERROR_CODES)[number];
