/**
 * Every failure has a code from this closed list. Two places map codes to the outside and both are
 * exhaustive: `lib/http/problem.ts` (to HTTP) and the worker's activity interceptor (to retryable or not).
 */
export type ErrorCode =
  | "invalid_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "protocol_violation"
  | "mapping_failed"
  | "egress_refused"
  | "upstream_failed"
  | "unavailable"
  | "misconfigured"
  | "internal";

/** One thing wrong with an input: `path` is a JSON pointer, `message` a sentence for a person. */
export type InputIssue = { path: string; message: string };

type ErrorOptions = { cause?: unknown; details?: Record<string, unknown> };

/** The root of all failures we raise on purpose. `message` is safe to show: no secrets, no personal data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** Input that came from outside does not fit; `issues` name each member. */
export class InvalidInputError extends AppError {
  readonly issues: InputIssue[];

  constructor(message: string, issues: InputIssue[] = [], options: ErrorOptions = {}) {
    super("invalid_input", message, options);
    this.issues = issues;
  }
}

/** The caller did not prove who they are. */
export class UnauthenticatedError extends AppError {
  constructor(message = "Sign in, or send a valid API key.", options: ErrorOptions = {}) {
    super("unauthenticated", message, options);
  }
}

/** The caller is known but may not do this; the message names the role that may. */
export class ForbiddenError extends AppError {
  constructor(message: string, options: ErrorOptions = {}) {
    super("forbidden", message, options);
  }
}

/** The thing does not exist for this tenant; another tenant's things look exactly the same. */
export class NotFoundError extends AppError {
  constructor(message: string, options: ErrorOptions = {}) {
    super("not_found", message, options);
  }
}

/** The request is fine but contradicts what is stored. */
export class ConflictError extends AppError {
  constructor(message: string, options: ErrorOptions = {}) {
    super("conflict", message, options);
  }
}

/** A dependency (Postgres, Temporal) did not answer in time. Trying again later is right. */
export class UnavailableError extends AppError {
  constructor(message: string, options: ErrorOptions = {}) {
    super("unavailable", message, options);
  }
}

/** The process was started with settings it cannot work with; the message says which and how to mend it. */
export class MisconfiguredError extends AppError {
  constructor(message: string, options: ErrorOptions = {}) {
    super("misconfigured", message, options);
  }
}

/**
 * The message of anything thrown, fit for a log: a failed query's message goes on with its parameters, which are data.
 * Never sent to a client unless it came from an AppError.
 */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\nparams:")[0] ?? "").slice(0, 1000);
}
