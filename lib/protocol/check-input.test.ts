import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateCheckInput } from "./check-input";
import { CHECK_TYPES, type CheckType } from "./check-type";

const RULE = { supported_countries: ["GBR", "CAN"] };

const PERSON = {
  entity_type: "INDIVIDUAL",
  address_history: [
    { address: { type: "STRUCTURED", country: "FRA" } },
    { address: { country: "CAN", street_number: 42, planet: "earth" }, start_date: "2020-01" },
  ],
  contact_details: { email: "someone@somewhere.com", phone_number: null },
  personal_details: { dob: "1990", name: { family_name: "Smith", given_names: ["John"], title: null } },
  something_new: { a: [1] },
};
const COMPANY = {
  entity_type: "COMPANY",
  metadata: {
    name: "Example",
    number: 123,
    country_of_incorporation: "GBR",
    contact_details: { url: "www.example.co" },
    addresses: [{ type: "moon_base", address: { country: "GBR" } }],
  },
};

const check = (checkType: CheckType, input: Record<string, unknown>) =>
  validateCheckInput(checkType, RULE, input);

describe("what is accepted", () => {
  it("takes individuals and companies with members, types and values nobody documented", () => {
    expect(check("IDENTITY_CHECK", PERSON)).toEqual([]);
    expect(check("PEPS_AND_SANCTIONS_SCREEN", PERSON)).toEqual([]);
    expect(check("COMPANY_DATA", COMPANY)).toEqual([]);
    expect(check("COMPANY_PEPS_AND_SANCTIONS_SCREEN", COMPANY)).toEqual([]);
  });

  it("takes bare inputs where the type needs no more", () => {
    expect(check("INDIVIDUAL_CUSTOM", { entity_type: "INDIVIDUAL" })).toEqual([]);
    expect(check("COMPANY_CUSTOM", { entity_type: "COMPANY" })).toEqual([]);
    expect(check("DOCUMENT_CAPTURE", { entity_type: "INDIVIDUAL" })).toEqual([]);
  });
});

describe("stage one: the entity and what the type needs", () => {
  it.each([
    ["INDIVIDUAL_CUSTOM", {}, "MISSING_CHECK_INPUT", "entity_type is required for this check."],
    [
      "INDIVIDUAL_CUSTOM",
      { entity_type: null },
      "MISSING_CHECK_INPUT",
      "entity_type is required for this check.",
    ],
    ["INDIVIDUAL_CUSTOM", COMPANY, "INVALID_CHECK_INPUT", "entity_type must be INDIVIDUAL for this check."],
    ["COMPANY_DATA", PERSON, "INVALID_CHECK_INPUT", "entity_type must be COMPANY for this check."],
    [
      "COMPANY_DATA",
      { entity_type: "COMPANY" },
      "MISSING_CHECK_INPUT",
      "country_of_incorporation is required for this check.",
    ],
    [
      "DOCUMENT_VERIFICATION",
      { ...PERSON, documents: [] },
      "INVALID_CHECK_INPUT",
      "At least one document must be submitted for validation.",
    ],
    [
      "INDIVIDUAL_CUSTOM",
      { entity_type: "INDIVIDUAL", personal_details: "John" },
      "INVALID_CHECK_INPUT",
      "personal_details must be an object.",
    ],
  ] as const)("%s refuses %j", (checkType, input, type, message) => {
    expect(check(checkType, input)).toMatchObject([{ type, message }]);
  });

  it("names every missing part of an identity check, before the country", () => {
    const input = { entity_type: "INDIVIDUAL", personal_details: { name: { given_names: [" "] } } };
    expect(check("IDENTITY_CHECK", input)).toEqual([
      {
        type: "MISSING_CHECK_INPUT",
        message: "given_names is required for this check.",
        data: { field: "/personal_details/name/given_names" },
      },
      {
        type: "MISSING_CHECK_INPUT",
        message: "family_name is required for this check.",
        data: { field: "/personal_details/name/family_name" },
      },
      {
        type: "MISSING_CHECK_INPUT",
        message: "An address is required for this check.",
        data: { field: "/address_history" },
      },
    ]);
  });

  it("points at a member of the wrong JSON type and does not repeat its value", () => {
    const input = { ...PERSON, personal_details: { name: { family_name: "Smith", given_names: "Geheim" } } };
    const errors = check("IDENTITY_CHECK", input);
    expect(errors).toEqual([
      {
        type: "INVALID_CHECK_INPUT",
        message: "given_names must be an array.",
        data: { field: "/personal_details/name/given_names" },
      },
    ]);
  });
});

describe("stage two: the country", () => {
  const unsupported = [
    { type: "INVALID_CHECK_INPUT", sub_type: "UNSUPPORTED_COUNTRY", message: "Country not supported." },
  ];

  it("judges an individual by the last address", () => {
    const reversed = { ...PERSON, address_history: PERSON.address_history.toReversed() };
    expect(check("IDENTITY_CHECK", reversed)).toEqual(unsupported);
  });

  it("judges a company by where it is incorporated", () => {
    const metadata = { ...COMPANY.metadata, country_of_incorporation: "FRA" };
    expect(check("COMPANY_CUSTOM", { ...COMPANY, metadata })).toEqual(unsupported);
  });
});

it("never throws, and repeats no value of the input", () => {
  const secret = "S3CRET-VALUE";
  const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(secret));
  const input = fc.record(
    {
      entity_type: fc.constantFrom("INDIVIDUAL", "COMPANY"),
      personal_details: fc.oneof(junk, fc.record({ name: junk, dob: junk })),
      address_history: fc.oneof(junk, fc.array(junk)),
      documents: fc.oneof(junk, fc.array(junk)),
      metadata: fc.oneof(junk, fc.record({ country_of_incorporation: junk, number: junk, addresses: junk })),
      external_refs: junk,
    },
    { requiredKeys: ["entity_type"] },
  );
  fc.assert(
    fc.property(input, fc.constantFrom(...CHECK_TYPES), (value, checkType) => {
      expect(JSON.stringify(check(checkType, value))).not.toContain(secret);
    }),
    { numRuns: 500 },
  );
});
