import { describe, expect, it } from "vitest";
import { COMPANY, NOTICE, demo, documentOf, everything, outputOf } from "./testing/sample-demo";

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
