import { driverCodesOf, isDatabaseAway } from "@/lib/db/outlast-outage";
import { AppError, type ErrorCode, type InputIssue, InvalidInputError } from "@/lib/errors";

/** The request could not be read at all: 400, where a readable but wrong one is 422. */
export class MalformedRequestError extends InvalidInputError {}

const STATUS: Record<ErrorCode, number> = {
  invalid_input: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  protocol_violation: 422,
  mapping_failed: 502,
  egress_refused: 502,
  upstream_failed: 502,
  unavailable: 503,
  misconfigured: 500,
  internal: 500,
};

const TITLE: Record<ErrorCode, string> = {
  invalid_input: "Invalid input",
  unauthenticated: "Not authenticated",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Conflict",
  too_large: "Too large",
  rate_limited: "Too many requests",
  protocol_violation: "Protocol violation",
  mapping_failed: "Mapping failed",
  egress_refused: "Outgoing call refused",
  upstream_failed: "Upstream failed",
  unavailable: "Temporarily unavailable",
  misconfigured: "Server error",
  internal: "Server error",
};

const OURS =
  "Something failed on our side. Whoever runs this instance finds the reason in its log under this request id.";

/** What is said of failures whose own words are not for clients: a driver's error, a bug. */
const OPAQUE: Partial<Record<ErrorCode, string>> & Record<"internal" | "misconfigured", string> = {
  internal: OURS,
  misconfigured: OURS,
  unavailable: "The database cannot be reached right now. Try again in a few seconds.",
  invalid_input:
    "A value of the request cannot be stored: a NUL character, for example, or a date out of range.",
};

/** RFC 9457 problem details, as every answer of the management API that is not 2xx. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  request_id: string;
  errors?: InputIssue[];
};

/** What any thrown thing looks like to a client: our failures by their code, everything else opaque. */
export function toProblem(error: unknown, requestId: string): Problem {
  const code = codeOf(error);
  const isOurFault = code === "internal" || code === "misconfigured";
  const issues = error instanceof InvalidInputError ? error.issues : [];
  return {
    type: `urn:gatehouse:problem:${code}`,
    title: TITLE[code],
    status: error instanceof MalformedRequestError ? 400 : STATUS[code],
    detail: error instanceof AppError && !isOurFault ? error.message : (OPAQUE[code] ?? OURS),
    request_id: requestId,
    ...(issues.length > 0 ? { errors: issues } : {}),
  };
}

/** The problem as an HTTP answer. */
export function problemResponse(error: unknown, requestId: string): Response {
  const problem = toProblem(error, requestId);
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (problem.status === 401) headers.set("www-authenticate", 'Bearer realm="gatehouse"');
  const retryAfter = retryAfterSeconds(error, problem.status);
  if (retryAfter !== null) headers.set("retry-after", String(retryAfter));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function retryAfterSeconds(error: unknown, status: number): number | null {
  const said = error instanceof AppError ? error.details.retryAfterSeconds : undefined;
  if (typeof said === "number") return said;
  return status === 429 || status === 503 ? 5 : null;
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  if (isDatabaseAway(error)) return "unavailable";
  // Class 22, data exception: what Postgres says of a value that passed our schemas and still cannot be stored.
  return driverCodesOf(error).some((code) => /^22[0-9A-Z]{3}$/.test(code)) ? "invalid_input" : "internal";
}
