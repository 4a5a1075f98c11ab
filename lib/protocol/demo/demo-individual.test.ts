import { describe, expect, it } from "vitest";
import { validateOutcome } from "../check-output";
import { type CheckType } from "../check-type";
import { ADDRESS, PERSON, demo, everything, outputOf } from "./testing/sample-demo";

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
