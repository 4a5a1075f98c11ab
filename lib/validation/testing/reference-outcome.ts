import type { ReferenceCheck } from "./reference-state";

type Json = Record<string, unknown>;

const ERRORS: Readonly<Record<string, string>> = {
  ERROR_INVALID_CREDENTIALS: "INVALID_CREDENTIALS",
  ERROR_ANY_PROVIDER_MESSAGE: "PROVIDER_MESSAGE",
  ERROR_CONNECTION_TO_PROVIDER: "PROVIDER_CONNECTION",
};

/** The final members of an answer for the check's demo result. */
export function referenceOutcome(check: ReferenceCheck): Json {
  const { demoResult } = check;
  if (demoResult === null)
    return {
      errors: [{ type: "PROVIDER_MESSAGE", message: "Live checks are not supported." }],
      warnings: [],
    };
  const errorType = ERRORS[demoResult];
  if (errorType !== undefined) return { errors: [{ type: errorType, message: "Demo error." }], warnings: [] };
  if (demoResult !== "ANY")
    return {
      errors: [{ type: "UNSUPPORTED_DEMO_RESULT", message: "Demo result is not supported." }],
      warnings: [],
    };
  return {
    errors: [],
    warnings: [],
    provider_data: "Demo result. Did not make request to provider.",
    result: { decision: "PASS", summary: "Found and verified." },
  };
}
