import { describe, expect, it } from "vitest";
import { type ConfigDocument } from "../config-document";
import { demoSearchValuesFor, demoValuesFor } from "./demo-values";
import { documentOf, everything } from "./testing/sample-demo";

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
