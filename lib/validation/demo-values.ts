import { captureExpectation, failsOneCheck, fieldChecks, verification } from "./expect-document";
import { associates, companyField, fieldCheck, inactive, nothingFound } from "./expect-company";
import { hits, noHits, separateHits } from "./expect-screening";
import { mortality, nameAddress, nameDob, noMatches } from "./expect-identity";
import { anyResult, errorOf, type Expectation } from "./expectation";
import type { Severity } from "./test-case";

/** One demo result that the suite asks for, and what must come of it (PROTOCOL 13). */
export type DemoValue = { value: string; severity: Severity; expect: Expectation };

export type DemoSubject = { checkType: string; features: readonly string[]; mayCharge: boolean };

const must = (value: string, expect: Expectation): DemoValue => ({ value, severity: "must", expect });
const should = (value: string, expect: Expectation): DemoValue => ({ value, severity: "should", expect });

/** Every demo result of PROTOCOL 13 that applies: required and applicable ones as *must*, others as *should* (14.2). */
export function demoValuesToTry(subject: DemoSubject): DemoValue[] {
  return [
    must("ANY", anyResult),
    ...(subject.mayCharge ? [must("ANY_CHARGE", anyResult)] : []),
    must("ERROR_INVALID_CREDENTIALS", errorOf("INVALID_CREDENTIALS")),
    must("ERROR_ANY_PROVIDER_MESSAGE", errorOf("PROVIDER_MESSAGE")),
    must("ERROR_CONNECTION_TO_PROVIDER", errorOf("PROVIDER_CONNECTION")),
    ...valuesOfType(subject),
  ];
}

function valuesOfType({ checkType, features }: DemoSubject): DemoValue[] {
  switch (checkType) {
    case "IDENTITY_CHECK":
      return IDENTITY;
    case "COMPANY_DATA":
      return [...COMPANY, ...(features.includes("PROVIDER_FIELD_CHECKS") ? FIELD_CHECKS : [])];
    case "DOCUMENT_VERIFICATION":
      return DOCUMENT;
    case "DOCUMENT_FETCH":
      return [...DOCUMENT, ...FETCH];
    case "DOCUMENT_CAPTURE":
      return CAPTURE;
    case "PEPS_AND_SANCTIONS_SCREEN":
    case "COMPANY_PEPS_AND_SANCTIONS_SCREEN":
      return screening(features);
    default:
      return [];
  }
}

const IDENTITY: DemoValue[] = [
  must("NO_MATCHES", noMatches),
  must("ONE_NAME_ADDRESS_MATCH", nameAddress({ atLeast: 1 })),
  should("ONE_NAME_DOB_MATCH", nameDob({ atLeast: 1 })),
  should("TWO_NAME_ADDRESS_MATCH", nameAddress({ atLeast: 2 })),
  should(
    "ONE_NAME_ADDRESS_ONE_NAME_DOB_MATCH",
    (answer) => nameAddress({ atLeast: 1 })(answer) ?? nameDob({ atLeast: 1 })(answer),
  ),
  should(
    "ONE_NAME_ADDRESS_DOB_MATCH",
    (answer) => nameAddress({ atLeast: 1 })(answer) ?? nameDob({ atLeast: 1 })(answer),
  ),
  should("MORTALITY_MATCH", mortality),
  // The documentation's text for this one contradicts its name, so only the mortality match is asked for.
  should("ONE_NAME_ADDRESS_MORTALITY_MATCH", mortality),
  should("ONE_NAME_ADDRESS_ONE_NAME_DOB_MORTALITY_MATCH", mortality),
];

const COMPANY: DemoValue[] = [
  must("NO_DATA", nothingFound),
  must("ALL_DATA", companyField("name", "same")),
  must("COMPANY_INACTIVE", inactive),
  must("COMPANY_NAME_MISMATCH", companyField("name", "different")),
  must("COMPANY_NUMBER_MISMATCH", companyField("number", "different")),
  should("COMPANY_COUNTRY_OF_INCORPORATION_MISMATCH", companyField("country_of_incorporation", "different")),
  should("COMPANY_RESIGNED_OFFICER", associates(1)),
  should("COMPANY_FORMER_SHAREHOLDER", associates(1)),
  should("COMPANY_OFFICER_WITH_MULTIPLE_ROLES", associates(1)),
  should("COMPANY_SHAREHOLDER_WITH_100_PERCENT_OWNERSHIP", associates(1, "SHAREHOLDER")),
  should("COMPANY_SHAREHOLDER_WITH_SIGNIFICANT_CONTROL", associates(1, "PERSON_OF_SIGNIFICANT_CONTROL")),
  should("COMPANY_INDIVIDUAL_OF_SIGNIFICANT_CONTROL", associates(1, "PERSON_OF_SIGNIFICANT_CONTROL")),
  should("COMPANY_COMPANY_OF_SIGNIFICANT_CONTROL", associates(1, "PERSON_OF_SIGNIFICANT_CONTROL")),
];

const FIELD_CHECKS: DemoValue[] = [
  must("COMPANY_ADDRESS_MATCH", fieldCheck("ADDRESS", "MATCH")),
  must("COMPANY_ADDRESS_MISMATCH", fieldCheck("ADDRESS", "MISMATCH")),
];

const DOCUMENT: DemoValue[] = [
  must("DOCUMENT_ALL_PASS", verification("passed")),
  // The reference has no error here and a failed verification; the other reading is an error (OPEN 54).
  must("ERROR_UNSUPPORTED_DOCUMENT_TYPE", (answer) =>
    errorOf("INVALID_CHECK_INPUT")(answer) === null ? null : verification("failed")(answer),
  ),
  should("DOCUMENT_IMAGE_CHECK_FAILURE", failsOneCheck("image_checks")),
  should("DOCUMENT_FORGERY_CHECK_FAILURE", failsOneCheck("forgery_checks")),
  should(
    "DOCUMENT_NAME_FIELD_DIFFERENT",
    fieldChecks(["FIELD_FAMILY_NAME", "FIELD_GIVEN_NAMES"], "CHECK_INVALID"),
  ),
  should("DOCUMENT_DOB_FIELD_DIFFERENT", fieldChecks(["FIELD_DOB"], "CHECK_INVALID")),
  should(
    "DOCUMENT_NAME_FIELD_UNREADABLE",
    fieldChecks(["FIELD_FAMILY_NAME", "FIELD_GIVEN_NAMES"], "CHECK_UNCERTAIN"),
  ),
  should("DOCUMENT_DOB_FIELD_UNREADABLE", fieldChecks(["FIELD_DOB"], "CHECK_UNCERTAIN")),
];

const FETCH: DemoValue[] = [
  // Required by the documentation, unknown to the official reference, which is deployed all the same (PROTOCOL 20-34).
  should("ERROR_INVALID_PROVIDER_REFERENCE", errorOf("INVALID_CHECK_INPUT", "PROVIDER_MESSAGE")),
  should("ERROR_MISSING_CONTACT_DETAILS", errorOf("MISSING_CHECK_INPUT", "INVALID_CHECK_INPUT")),
];

const CAPTURE: DemoValue[] = [
  must("DOCUMENT_ALL_CATEGORIES_ALL_PASS", captureExpectation("ALL_CATEGORIES")),
  should("DOCUMENT_SINGLE_CATEGORY_ADDRESS_ALL_PASS", captureExpectation("ADDRESS")),
  should("DOCUMENT_SINGLE_CATEGORY_IDENTITY_ALL_PASS", captureExpectation("IDENTITY")),
  ...["ALL_CATEGORIES", "SINGLE_CATEGORY"].flatMap((scope) =>
    ["ADDRESS", "IDENTITY"].flatMap((category) =>
      [
        "IMAGE_CHECK_FAILURE",
        "FORGERY_CHECK_FAILURE",
        "NAME_FIELD_DIFFERENT",
        "NAME_FIELD_UNREADABLE",
        "DOB_FIELD_DIFFERENT",
        "DOB_FIELD_UNREADABLE",
      ].map((defect) => should(`DOCUMENT_${scope}_${category}_${defect}`, anyResult)),
    ),
  ),
];

const FLAG_FEATURES = [
  { feature: "PEPS", flag: "PEP", value: "SCREEN_SINGLE_PEP" },
  { feature: "SANCTIONS", flag: "SANCTION", value: "SCREEN_SINGLE_SANCTION" },
  { feature: "ADVERSE_MEDIA", flag: "ADVERSE_MEDIA", value: "SCREEN_SINGLE_ADVERSE_MEDIA" },
];

function screening(features: readonly string[]): DemoValue[] {
  const declared = FLAG_FEATURES.filter(({ feature }) => features.includes(feature));
  const flags = declared.map(({ flag }) => flag);
  return [
    must("SCREEN_NO_HITS", noHits),
    must("SCREEN_ALL_FLAGS_SAME_HIT", hits({ count: 1, flags })),
    must("SCREEN_ALL_FLAGS_SEPARATE_HITS", separateHits(flags)),
    must("SCREEN_SINGLE_REFER", hits({ count: 1, flags: ["REFER"] })),
    ...declared.map(({ flag, value }) => must(value, hits({ count: 1, flags: [flag] }))),
  ];
}
