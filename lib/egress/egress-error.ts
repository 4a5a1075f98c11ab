import { errors } from "undici";
import { AppError } from "@/lib/errors";
import { explainEgressError, type EgressErrorCode } from "./egress-errors";

const REFUSALS: ReadonlySet<EgressErrorCode> = new Set([
  "url_invalid",
  "request_invalid",
  "scheme_refused",
  "credentials_in_url",
  "port_refused",
  "address_refused",
]);

/** A call that left no complete answer, where an exchange cannot say so (a stream that breaks off, inside a connection). */
export class EgressError extends AppError {
  readonly egressCode: EgressErrorCode;

  constructor(egressCode: EgressErrorCode, cause?: unknown) {
    const code = REFUSALS.has(egressCode) ? "egress_refused" : "upstream_failed";
    super(code, explainEgressError(egressCode).sentence, cause === undefined ? {} : { cause });
    this.egressCode = egressCode;
  }
}

const BY_CODE: Record<string, EgressErrorCode> = {
  ENOTFOUND: "dns_failed",
  EAI_AGAIN: "dns_failed",
  EAI_FAIL: "dns_failed",
  ENODATA: "dns_failed",
  ECONNREFUSED: "connect_refused",
  ETIMEDOUT: "connect_timeout",
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EMFILE: "unreachable",
  ENFILE: "unreachable",
  EPROTO: "tls_failed",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "protocol_error",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "protocol_error",
  UND_ERR_INVALID_ARG: "request_invalid",
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: "request_invalid",
  UND_ERR_NOT_SUPPORTED: "request_invalid",
  UND_ERR_ABORTED: "aborted",
};

const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA)/;

/** The code of anything that undici, net, tls or dns threw. */
export function classifyEgressFailure(error: unknown): EgressErrorCode {
  if (error instanceof EgressError) return error.egressCode;
  const code = codeOf(error);
  const known = BY_CODE[code];
  if (known !== undefined) return known;
  if (TLS_CODE.test(code)) return "tls_failed";
  // undici does not always give the parser's error a code.
  if (error instanceof errors.HTTPParserError || code.startsWith("HPE_")) return "protocol_error";
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? "reset" : classifyEgressFailure(cause);
}

function codeOf(error: unknown): string {
  if (typeof error !== "object" || error === null || !("code" in error)) return "";
  return typeof error.code === "string" ? error.code : "";
}
