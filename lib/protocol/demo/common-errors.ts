import type { ProtocolError } from "../error-type";

/** The errors every type and the search can be asked for (PROTOCOL 13). */
export const COMMON_ERRORS: ReadonlyMap<string, ProtocolError> = new Map<string, ProtocolError>([
  [
    "ERROR_INVALID_CREDENTIALS",
    { type: "INVALID_CREDENTIALS", message: "The provider refused the credentials." },
  ],
  [
    "ERROR_ANY_PROVIDER_MESSAGE",
    { type: "PROVIDER_MESSAGE", message: "The provider answered with an error." },
  ],
  [
    "ERROR_CONNECTION_TO_PROVIDER",
    { type: "PROVIDER_CONNECTION", message: "The provider could not be reached." },
  ],
]);

/** The answer to every demo value nobody offers (PROTOCOL 9.3, 13). */
export const unsupportedDemoResult = (): ProtocolError => ({
  type: "UNSUPPORTED_DEMO_RESULT",
  message: "Demo result is not supported.",
});
