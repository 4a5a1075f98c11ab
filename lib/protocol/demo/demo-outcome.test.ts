import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateCheckInput } from "../check-input";
import { validateOutcome } from "../check-output";
import { CHECK_TYPES, type CheckType, entityTypeOf } from "../check-type";
import { type ConfigDocument, parseConfigDocument } from "../config-document";
import { Outcome } from "../outcome";
import { featuresFor } from "../supported-feature";
import { demoOutcome } from "./demo-outcome";
import { demoSearchValuesFor, demoValuesFor } from "./demo-values";
import { anyText as hostileText } from "../testing/any-text";

const NOW_MS = Date.UTC(2026, 10, 24);
const NOTICE = "Demo result. Did not make request to provider.";

function documentOf(check_type: CheckType, supported_features: string[] = []): ConfigDocument {
  return parseConfigDocument({
    check_type,
    check_template: { type: "ONE_TIME_CALLBACK" },
    pricing: { supports_reselling: false },
    supported_countries: ["GBR"],
    credentials: { fields: [{ type: "string", name: "token", label: "Token" }] },
    config: { fields: [] },
    supported_features,
  });
}

const everything = (checkType: CheckType) =>
  documentOf(
    checkType,
    featuresFor(checkType).filter((feature) => feature !== "CUSTOM_DATA_OUTPUT"),
  );

const ADDRESS = {
  type: "STRUCTURED",
  country: "GBR",
  postal_code: "A1 1AA",
  street_number: 42,
  extra: "kept",
};
const PERSON = {
  entity_type: "INDIVIDUAL",
  personal_details: { name: { given_names: ["Ada"], family_name: "Musterfrau" }, dob: "1990-01-31" },
  address_history: [{ address: ADDRESS }],
  documents: [
    {
      id: "89780c53-d256-444e-a329-d20c7298e842",
      category: "PROOF_OF_IDENTITY",
      document_type: "UNKNOWN",
      extra: 1,
    },
  ],
  external_refs: { generic: "journey-1" },
};
const COMPANY = {
  entity_type: "COMPANY",
  metadata: {
    name: "Muster Ltd",
    number: "99887766",
    country_of_incorporation: "GBR",
    addresses: [{ type: "registered_address", address: ADDRESS }],
  },
};
const inputFor = (checkType: CheckType) => (entityTypeOf(checkType) === "COMPANY" ? COMPANY : PERSON);

const demo = (document: ConfigDocument, demoResult: string, checkInput?: Record<string, unknown>) =>
  demoOutcome({
    document,
    demoResult,
    checkInput: checkInput ?? inputFor(document.check_type),
    nowMs: NOW_MS,
  });

const outputOf = (checkType: CheckType, value: string) => {
  const outcome = demo(everything(checkType), value);
  if (outcome.kind === "errors") throw new Error(`${value} is answered with errors`);
  return outcome.output;
};

describe.each(CHECK_TYPES)("%s", (checkType) => {
  const document = everything(checkType);

  it("has a sample input that is valid", () => {
    expect(validateCheckInput(checkType, document, inputFor(checkType))).toEqual([]);
  });

  it.each(demoValuesFor(document).map((entry) => entry.value))(
    "answers %s as a live check would",
    (value) => {
      const outcome = demo(document, value);
      expect(Outcome.safeParse(outcome).error).toBeUndefined();
      expect(validateOutcome(checkType, outcome)).toEqual([]);
      expect(outcome.providerData).toBe(NOTICE);
      const isUnsupported =
        outcome.kind === "errors" && outcome.errors[0]?.type === "UNSUPPORTED_DEMO_RESULT";
      expect(isUnsupported).toBe(false);
    },
  );

  it("gives the prescribed errors", () => {
    const typeOf = (value: string) => {
      const outcome = demo(document, value);
      return outcome.kind === "errors" ? outcome.errors.map((error) => error.type) : outcome.kind;
    };
    expect(typeOf("ANY")).toBe("result");
    expect(typeOf("ANY_CHARGE")).toBe("result");
    expect(typeOf("ERROR_INVALID_CREDENTIALS")).toEqual(["INVALID_CREDENTIALS"]);
    expect(typeOf("ERROR_ANY_PROVIDER_MESSAGE")).toEqual(["PROVIDER_MESSAGE"]);
    expect(typeOf("ERROR_CONNECTION_TO_PROVIDER")).toEqual(["PROVIDER_CONNECTION"]);
  });

  it.each(["", "any", "NO_SUCH_RESULT", "__proto__", "constructor", "né pas/../?", "ANY\n"])(
    "does not support %j",
    (value) => {
      expect(demo(document, value)).toEqual({
        kind: "errors",
        errors: [{ type: "UNSUPPORTED_DEMO_RESULT", message: "Demo result is not supported." }],
        providerData: NOTICE,
      });
    },
  );

  it("offers resources only where they are declared", () => {
    const outcome = demo(document, "EXTERNAL_RESOURCE_EMBED");
    expect(outcome).toMatchObject({
      kind: "result",
      externalResources: [
        { type: "EMBED", url: "https://example.com/demo-resource", label: "Demo resource" },
      ],
    });
    expect(demo(documentOf(checkType), "EXTERNAL_RESOURCE_LINK")).toMatchObject({
      errors: [{ type: "UNSUPPORTED_DEMO_RESULT" }],
    });
  });

  it("never throws, whatever the value and the input", () => {
    const anyInput = fc.dictionary(
      fc.constantFrom(
        "entity_type",
        "personal_details",
        "address_history",
        "documents",
        "metadata",
        "external_refs",
      ),
      fc.jsonValue({ maxDepth: 3 }),
    );
    const anyValue = fc.oneof(
      fc.constantFrom(...demoValuesFor(document).map((entry) => entry.value)),
      hostileText,
    );
    fc.assert(
      fc.property(anyValue, anyInput, (value, input) => {
        expect(["result", "errors"]).toContain(demo(document, value, input).kind);
      }),
      { numRuns: 50 },
    );
  });
});

describe("identity (PROTOCOL 11.1)", () => {
  const matchesOf = (value: string) => {
    const check = outputOf("IDENTITY_CHECK", value)?.["electronic_id_check"] as {
      matches: Record<string, unknown>[];
    };
    return check.matches.map((match) => [match["database_type"], match["count"], match["matched_fields"]]);
  };

  it("lists databases without a match with 0", () => {
    expect(matchesOf("NO_MATCHES")).toEqual([
      ["CIVIL", 0, []],
      ["CREDIT", 0, []],
    ]);
    expect(matchesOf("ANY")).toEqual(matchesOf("NO_MATCHES"));
  });

  it("matches what the name says", () => {
    const address = ["FORENAME", "SURNAME", "ADDRESS"];
    const dob = ["FORENAME", "SURNAME", "DOB"];
    expect(matchesOf("ONE_NAME_ADDRESS_MATCH")[0]).toEqual(["CIVIL", 1, address]);
    expect(matchesOf("ONE_NAME_DOB_MATCH")).toContainEqual(["CREDIT", 1, dob]);
    expect(matchesOf("TWO_NAME_ADDRESS_MATCH").map((match) => match[2])).toEqual([address, address]);
    expect(matchesOf("ONE_NAME_ADDRESS_ONE_NAME_DOB_MATCH").map((match) => match[2])).toEqual([address, dob]);
    expect(matchesOf("ONE_NAME_ADDRESS_DOB_MATCH")[0]?.[2]).toEqual([
      "FORENAME",
      "SURNAME",
      "ADDRESS",
      "DOB",
    ]);
    expect(matchesOf("MORTALITY_MATCH")).toContainEqual(["MORTALITY", 1, dob]);
  });

  it("echoes the address it matched on, member for member", () => {
    expect(outputOf("IDENTITY_CHECK", "ONE_NAME_ADDRESS_MATCH")).toMatchObject({
      address_history: [{ address: ADDRESS }],
    });
    expect(outputOf("IDENTITY_CHECK", "ONE_NAME_DOB_MATCH")).toMatchObject({ address_history: [] });
  });

  it("knows both spellings", () => {
    expect(outputOf("IDENTITY_CHECK", "TWO_NAME_ADDRESS_MATCHES")).toEqual(
      outputOf("IDENTITY_CHECK", "TWO_NAME_ADDRESS_MATCH"),
    );
  });
});

describe("documents (PROTOCOL 11.4 to 11.6)", () => {
  const documentsOf = (checkType: CheckType, value: string) =>
    (outputOf(checkType, value)?.["documents"] ?? []) as Record<string, Record<string, unknown>>[];

  it("fills the placeholder, id and category unchanged, with files to fetch", () => {
    const [document] = documentsOf("DOCUMENT_FETCH", "DOCUMENT_ALL_PASS");
    expect(document).toMatchObject({
      id: "89780c53-d256-444e-a329-d20c7298e842",
      category: "PROOF_OF_IDENTITY",
      document_type: "PASSPORT",
      extra: 1,
      extracted_data: {
        personal_details: PERSON.personal_details,
        address_history: [{ address: ADDRESS }],
        expiry: "2035-01-01",
      },
      verification_result: { all_passed: true },
      images: [
        { image_type: "FRONT", provider_reference: "DEMO-IMAGE-FRONT" },
        { image_type: "BACK", provider_reference: "DEMO-IMAGE-BACK" },
        { image_type: "FACE", provider_reference: "DEMO-IMAGE-FACE" },
      ],
      files: [
        { type: "LIVE_VIDEO", reference: "DEMO-LIVE-VIDEO" },
        { type: "VIDEO_FRAME", reference: "DEMO-VIDEO-FRAME" },
      ],
    });
  });

  it("invents a document where the placeholder is missing", () => {
    const outcome = demo(everything("DOCUMENT_FETCH"), "ANY", { entity_type: "INDIVIDUAL" });
    expect(outcome).toMatchObject({ output: { documents: [{ category: "PROOF_OF_IDENTITY" }] } });
    expect(validateOutcome("DOCUMENT_FETCH", outcome)).toEqual([]);
  });

  it("fails the check the name says", () => {
    const verification = (value: string) =>
      documentsOf("DOCUMENT_VERIFICATION", value)[0]?.["verification_result"];
    expect(verification("ERROR_UNSUPPORTED_DOCUMENT_TYPE")).toEqual({
      all_passed: false,
      document_type_passed: false,
      image_checks_passed: false,
      error_reason: "Unsupported document type",
    });
    expect(verification("DOCUMENT_IMAGE_CHECK_FAILURE")).toMatchObject({
      all_passed: false,
      image_checks_passed: false,
      forgery_checks_passed: true,
      field_checks: [],
    });
    expect(verification("DOCUMENT_FORGERY_CHECK_FAILURE")).toMatchObject({ forgery_checks_passed: false });
    expect(verification("DOCUMENT_NAME_FIELD_DIFFERENT")).toMatchObject({
      field_checks: expect.arrayContaining([{ field: "FIELD_FAMILY_NAME", result: "CHECK_INVALID" }]),
    });
    expect(verification("DOCUMENT_DOB_FIELD_UNREADBALE")).toMatchObject({
      field_checks: expect.arrayContaining([{ field: "FIELD_DOB", result: "CHECK_UNCERTAIN" }]),
    });
  });

  it("extracts something else, or nothing, for the field the name says", () => {
    const details = (value: string) =>
      documentsOf("DOCUMENT_VERIFICATION", value)[0]?.["extracted_data"]?.["personal_details"];
    expect(details("DOCUMENT_NAME_FIELD_DIFFERENT")).toEqual({
      name: { given_names: ["Different"], family_name: "Not Musterfrau" },
      dob: "1990-01-31",
    });
    expect(details("DOCUMENT_DOB_FIELD_DIFFERENT")).toEqual({
      ...PERSON.personal_details,
      dob: "1901-02-03",
    });
    expect(details("DOCUMENT_NAME_FIELD_UNREADABLE")).toEqual({ dob: "1990-01-31" });
    expect(details("DOCUMENT_DOB_FIELD_UNREADABLE")).toEqual({ name: PERSON.personal_details.name });
  });

  it("names what is wrong with a fetch", () => {
    expect(demo(everything("DOCUMENT_FETCH"), "ERROR_INVALID_PROVIDER_REFERENCE")).toMatchObject({
      errors: [{ type: "INVALID_CHECK_INPUT" }],
    });
    expect(demo(everything("DOCUMENT_FETCH"), "ERROR_MISSING_CONTACT_DETAILS")).toMatchObject({
      errors: [{ type: "MISSING_CHECK_INPUT", sub_type: "MISSING_CONTACT_DETAILS" }],
    });
  });

  it("captures one document per category, one of them at fault", () => {
    const value = "DOCUMENT_ALL_CATEGORIES_ADDRESS_FORGERY_CHECK_FAILURE";
    const passed = documentsOf("DOCUMENT_CAPTURE", value).map((document) => [
      document["category"],
      document["verification_result"]?.["all_passed"],
    ]);
    expect(passed).toEqual([
      ["PROOF_OF_ADDRESS", false],
      ["PROOF_OF_IDENTITY", true],
    ]);
    expect(documentsOf("DOCUMENT_CAPTURE", "DOCUMENT_SINGLE_CATEGORY_IDENTITY_ALL_PASS")).toHaveLength(1);
  });
});

describe("company data (PROTOCOL 11.2)", () => {
  it("echoes name, number and address, and differs where it should", () => {
    expect(outputOf("COMPANY_DATA", "ALL_DATA")).toMatchObject({ metadata: COMPANY.metadata });
    expect(outputOf("COMPANY_DATA", "COMPANY_NAME_MISMATCH")).toMatchObject({
      metadata: { name: "NOT Muster Ltd" },
    });
    expect(outputOf("COMPANY_DATA", "COMPANY_NUMBER_MISMATCH")).toMatchObject({
      metadata: { number: "NOT 99887766" },
    });
    expect(outputOf("COMPANY_DATA", "COMPANY_COUNTRY_OF_INCORPORATION_MISMATCH")).toMatchObject({
      metadata: { country_of_incorporation: "FRA" },
    });
    expect(outputOf("COMPANY_DATA", "COMPANY_INACTIVE")).toMatchObject({ metadata: { is_active: false } });
    const bare = { entity_type: "COMPANY", metadata: { country_of_incorporation: "GBR" } };
    expect(demo(everything("COMPANY_DATA"), "COMPANY_NAME_MISMATCH", bare)).toMatchObject({
      output: { metadata: { name: "Example Co." } },
    });
    expect(demo(everything("COMPANY_DATA"), "COMPANY_NUMBER_MISMATCH", bare)).toMatchObject({
      output: { metadata: { number: "123456" } },
    });
  });

  it("has no output for a company nobody knows", () => {
    expect(demo(everything("COMPANY_DATA"), "NO_DATA")).toEqual({ kind: "result", providerData: NOTICE });
  });

  it("has exactly one associate with all the shares", () => {
    const output = outputOf("COMPANY_DATA", "COMPANY_SHAREHOLDER_WITH_100_PERCENT_OWNERSHIP");
    expect(output?.["associated_entities"]).toMatchObject([
      { relationships: [{ associated_role: "SHAREHOLDER", total_percentage: 100 }] },
    ]);
  });

  it("checks addresses only with PROVIDER_FIELD_CHECKS", () => {
    expect(outputOf("COMPANY_DATA", "COMPANY_ADDRESS_MISMATCH")).toMatchObject({
      field_checks: [{ field: "ADDRESS", result: "MISMATCH" }],
    });
    expect(demo(documentOf("COMPANY_DATA"), "COMPANY_ADDRESS_MATCH")).toMatchObject({ kind: "errors" });
    expect(demo(documentOf("COMPANY_DATA"), "ALL_DATA")).not.toHaveProperty("output.field_checks");
  });
});

describe("screening (PROTOCOL 11.7)", () => {
  const flagsOf = (value: string, document = everything("PEPS_AND_SANCTIONS_SCREEN")) => {
    const outcome = demo(document, value);
    if (outcome.kind !== "result") return outcome.errors[0]?.type;
    const hits = (outcome.output?.["screening_hits"] ?? []) as { flags: { type: string }[] }[];
    return hits.map((hit) => hit.flags.map((flag) => flag.type));
  };

  it("flags what is declared, in one hit or in several", () => {
    expect(flagsOf("SCREEN_NO_HITS")).toEqual([]);
    expect(flagsOf("SCREEN_ALL_FLAGS_SAME_HIT")).toEqual([["PEP", "SANCTION", "ADVERSE_MEDIA"]]);
    expect(flagsOf("SCREEN_ALL_FLAGS_SEPARATE_HITS")).toEqual([["PEP"], ["SANCTION"], ["ADVERSE_MEDIA"]]);
    expect(flagsOf("SCREEN_SINGLE_REFER")).toEqual([["REFER"]]);
    expect(flagsOf("SCREEN_SINGLE_SANCTION")).toEqual([["SANCTION"]]);
    const pepsOnly = documentOf("PEPS_AND_SANCTIONS_SCREEN", ["PEPS"]);
    expect(flagsOf("SCREEN_ALL_FLAGS_SEPARATE_HITS", pepsOnly)).toEqual([["PEP"]]);
    expect(flagsOf("SCREEN_SINGLE_SANCTION", pepsOnly)).toBe("UNSUPPORTED_DEMO_RESULT");
  });

  it("echoes the name and keeps hit ids", () => {
    expect(outputOf("PEPS_AND_SANCTIONS_SCREEN", "SCREEN_SINGLE_PEP")).toMatchObject({
      entity_type: "INDIVIDUAL",
      screening_hits: [
        { provider: { hit_id: "DEMO-HIT-PEP" }, data: { name: "Ada Musterfrau" }, status: "UNRESOLVED" },
      ],
    });
    expect(outputOf("COMPANY_PEPS_AND_SANCTIONS_SCREEN", "SCREEN_SINGLE_PEP")).toMatchObject({
      entity_type: "COMPANY",
      screening_hits: [
        { data: { name: "Muster Ltd", countries: [{ type: "REGISTRATION", country: "GBR" }] } },
      ],
    });
  });
});

describe("demoValuesFor", () => {
  const required = (document: ConfigDocument) =>
    demoValuesFor(document).flatMap((entry) => (entry.required ? [entry.value] : []));

  const GENERAL = [
    "ANY",
    "ERROR_INVALID_CREDENTIALS",
    "ERROR_ANY_PROVIDER_MESSAGE",
    "ERROR_CONNECTION_TO_PROVIDER",
  ];

  it("says which values a type must support", () => {
    expect(required(documentOf("COMPANY_CUSTOM"))).toEqual(GENERAL);
    expect(required(documentOf("IDENTITY_CHECK"))).toEqual([
      ...GENERAL,
      "NO_MATCHES",
      "ONE_NAME_ADDRESS_MATCH",
    ]);
    expect(required(documentOf("DOCUMENT_FETCH"))).toEqual([
      ...GENERAL,
      "DOCUMENT_ALL_PASS",
      "ERROR_UNSUPPORTED_DOCUMENT_TYPE",
      "ERROR_INVALID_PROVIDER_REFERENCE",
    ]);
    expect(required(documentOf("PEPS_AND_SANCTIONS_SCREEN", ["PEPS"]))).toContain("SCREEN_SINGLE_PEP");
    expect(required(documentOf("PEPS_AND_SANCTIONS_SCREEN"))).not.toContain("SCREEN_SINGLE_PEP");
    expect(required(documentOf("COMPANY_DATA"))).not.toContain("COMPANY_ADDRESS_MATCH");
  });

  it("offers search values only with COMPANY_SEARCH", () => {
    expect(demoSearchValuesFor(documentOf("COMPANY_DATA"))).toEqual([]);
    expect(demoSearchValuesFor(everything("COMPANY_DATA")).map((entry) => entry.value)).toEqual([
      ...GENERAL,
      "NO_HITS",
      "ONE_HIT",
      "MANY_HITS",
    ]);
  });
});
