import type { CheckType } from "../check-type";
import { type ConfigDocument, hasFeature } from "../config-document";
import { COMMON_ERRORS } from "./common-errors";
import { answersFor } from "./demo-outcome";
import { DEMO_SEARCH_VALUES } from "./demo-search";

export type DemoValue = { value: string; required: boolean };

/** What the sources call required beyond the values of all types (PROTOCOL 13). */
const REQUIRED: Record<CheckType, readonly string[]> = {
  INDIVIDUAL_CUSTOM: [],
  COMPANY_CUSTOM: [],
  IDENTITY_CHECK: ["NO_MATCHES", "ONE_NAME_ADDRESS_MATCH"],
  COMPANY_DATA: [
    "NO_DATA",
    "ALL_DATA",
    "COMPANY_INACTIVE",
    "COMPANY_NAME_MISMATCH",
    "COMPANY_NUMBER_MISMATCH",
    // These two are offered, and so listed, only with PROVIDER_FIELD_CHECKS.
    "COMPANY_ADDRESS_MATCH",
    "COMPANY_ADDRESS_MISMATCH",
  ],
  DOCUMENT_VERIFICATION: ["DOCUMENT_ALL_PASS", "ERROR_UNSUPPORTED_DOCUMENT_TYPE"],
  DOCUMENT_FETCH: [
    "DOCUMENT_ALL_PASS",
    "ERROR_UNSUPPORTED_DOCUMENT_TYPE",
    "ERROR_INVALID_PROVIDER_REFERENCE",
  ],
  DOCUMENT_CAPTURE: [],
  PEPS_AND_SANCTIONS_SCREEN: screeningRequired(),
  COMPANY_PEPS_AND_SANCTIONS_SCREEN: screeningRequired(),
};

/** The single flags are offered, and so listed, only with their feature. */
function screeningRequired(): string[] {
  return [
    "SCREEN_NO_HITS",
    "SCREEN_ALL_FLAGS_SAME_HIT",
    "SCREEN_ALL_FLAGS_SEPARATE_HITS",
    "SCREEN_SINGLE_REFER",
    "SCREEN_SINGLE_PEP",
    "SCREEN_SINGLE_SANCTION",
    "SCREEN_SINGLE_ADVERSE_MEDIA",
  ];
}

/**
 * The demo values a document offers, required ones first: what the validation suite asks for and what a form offers.
 * External resources are asked for where declared, but not required (OPEN 53).
 */
export function demoValuesFor(document: ConfigDocument): DemoValue[] {
  const required = new Set(["ANY", ...COMMON_ERRORS.keys(), ...REQUIRED[document.check_type]]);
  const offered = new Set([
    "ANY",
    ...COMMON_ERRORS.keys(),
    ...answersFor(document).keys(),
    ...resourceValues(document),
  ]);
  const values = [...offered, "ANY_CHARGE"].map((value) => ({ value, required: required.has(value) }));
  return [...values.filter((value) => value.required), ...values.filter((value) => !value.required)];
}

/** The values `/search` offers; empty without COMPANY_SEARCH. */
export function demoSearchValuesFor(document: ConfigDocument): DemoValue[] {
  if (!hasFeature(document, "COMPANY_SEARCH")) return [];
  const optional = DEMO_SEARCH_VALUES.filter((value) => value !== "ANY").map((value) => ({
    value,
    required: false,
  }));
  return [...["ANY", ...COMMON_ERRORS.keys()].map((value) => ({ value, required: true })), ...optional];
}

function resourceValues(document: ConfigDocument): string[] {
  return (["LINK", "EMBED"] as const)
    .filter((type) => hasFeature(document, `EXTERNAL_${type}`))
    .map((type) => `EXTERNAL_RESOURCE_${type}`);
}
