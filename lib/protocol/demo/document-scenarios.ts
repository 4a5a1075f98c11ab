import type { VerificationResult } from "../data-types/document";
import type { EchoedPerson } from "./echoed-input";

/** What goes wrong with a demo document (PROTOCOL 13); the same list for all three document checks. */
export const DOCUMENT_SCENARIOS = [
  "ALL_PASS",
  "IMAGE_CHECK_FAILURE",
  "FORGERY_CHECK_FAILURE",
  "NAME_FIELD_DIFFERENT",
  "NAME_FIELD_UNREADABLE",
  "DOB_FIELD_DIFFERENT",
  "DOB_FIELD_UNREADABLE",
  "UNSUPPORTED_DOCUMENT_TYPE",
] as const;
export type DocumentScenario = (typeof DOCUMENT_SCENARIOS)[number];

/** The scenarios of one document of a capture: all but the unsupported type (PROTOCOL 13). */
export const CAPTURE_FAILURES = DOCUMENT_SCENARIOS.filter(
  (scenario) => scenario !== "ALL_PASS" && scenario !== "UNSUPPORTED_DOCUMENT_TYPE",
);

type FieldChecks = NonNullable<VerificationResult["field_checks"]>;
type FieldResult = FieldChecks[number]["result"];

/** What the provider says of the document. A failed image or forgery check leaves no field checks, as in the reference. */
export function verificationOf(scenario: DocumentScenario): VerificationResult {
  if (scenario === "UNSUPPORTED_DOCUMENT_TYPE") {
    return {
      all_passed: false,
      document_type_passed: false,
      image_checks_passed: false,
      error_reason: "Unsupported document type",
    };
  }
  const isImageBad = scenario === "IMAGE_CHECK_FAILURE";
  const isForged = scenario === "FORGERY_CHECK_FAILURE";
  return {
    all_passed: scenario === "ALL_PASS",
    document_type_passed: true,
    image_checks_passed: !isImageBad,
    image_checks: [{ category: "IMAGE_QUALITY", type: "SHARPNESS", result: isImageBad ? "FAIL" : "PASS" }],
    forgery_checks_passed: !isForged,
    forgery_checks: [
      { category: "TAMPERING", type: "SECURITY_FEATURES", result: isForged ? "FAIL" : "PASS" },
    ],
    field_checks: isImageBad || isForged ? [] : fieldChecks(scenario),
  };
}

function fieldChecks(scenario: DocumentScenario): FieldChecks {
  const name = resultOf(scenario, "NAME");
  return [
    { field: "FIELD_GIVEN_NAMES", result: name },
    { field: "FIELD_FAMILY_NAME", result: name },
    { field: "FIELD_DOB", result: resultOf(scenario, "DOB") },
    { field: "FIELD_EXPIRY", result: "CHECK_VALID" },
    { field: "FIELD_NUMBER", result: "CHECK_VALID" },
  ];
}

function resultOf(scenario: DocumentScenario, field: "NAME" | "DOB"): FieldResult {
  if (scenario === `${field}_FIELD_DIFFERENT`) return "CHECK_INVALID";
  return scenario === `${field}_FIELD_UNREADABLE` ? "CHECK_UNCERTAIN" : "CHECK_VALID";
}

/** The personal details the document shows: those of the input, but for the one the scenario is about. */
export function extractedDetails(scenario: DocumentScenario, person: EchoedPerson): Record<string, unknown> {
  const { name, dob, ...rest } = person.details;
  switch (scenario) {
    case "NAME_FIELD_DIFFERENT":
      return { ...rest, name: differentName(person), ...(dob === undefined ? {} : { dob }) };
    case "NAME_FIELD_UNREADABLE":
      return { ...rest, ...(dob === undefined ? {} : { dob }) };
    case "DOB_FIELD_DIFFERENT":
      return { ...rest, name, dob: person.dob === "1901-02-03" ? "1902-03-04" : "1901-02-03" };
    case "DOB_FIELD_UNREADABLE":
      return { ...rest, name };
    case "ALL_PASS":
    case "IMAGE_CHECK_FAILURE":
    case "FORGERY_CHECK_FAILURE":
    case "UNSUPPORTED_DOCUMENT_TYPE":
      return person.details;
  }
}

const differentName = ({ familyName }: EchoedPerson) => ({
  given_names: ["Different"],
  family_name: `Not ${familyName ?? "Sample"}`,
});
