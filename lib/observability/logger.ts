import pino, { type Logger } from "pino";

export type { Logger };

/** Names whose values never reach a log line, at any of the first levels of an object. */
const SECRET_NAMES = [
  "authorization",
  "cookie",
  "password",
  "secret",
  "token",
  "credentials",
  "provider_credentials",
  "check_input",
  "body",
  "api_key",
  "email",
];

/** JSON lines on standard output. Log ids, counts and codes; bodies and people do not belong here. */
export function createLogger(options: { name: string; level: string }): Logger {
  return pino({
    name: options.name,
    level: options.level,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: "[redacted]",
    },
    // A driver's message carries query parameters, a peer's its answer: type and code say enough.
    serializers: {
      err: (error: Error & { code?: string }) => ({ type: error.name, code: error.code }),
    },
  });
}
