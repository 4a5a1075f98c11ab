import { describe, expect, it } from "vitest";
import { parseConfigDocument } from "./config-document";
import { contractChanges } from "./contract-changes";

const CONFIG = {
  check_type: "IDENTITY_CHECK",
  check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
  pricing: { supports_reselling: false },
  supported_countries: ["GBR", "DEU"],
  credentials: { fields: [{ type: "password", name: "api_key", label: "API key" }] },
  config: {
    fields: [
      { type: "boolean", name: "strict", label: "Strict", default: false },
      { type: "integer", name: "min_matches", label: "Matches", default: 1 },
    ],
  },
};

const contract = (changes: object = {}, name = "Acme Identity") => ({
  name,
  document: parseConfigDocument({ ...CONFIG, ...changes }),
});

describe("contractChanges", () => {
  it("finds nothing where only the connector changed", () => {
    expect(contractChanges(contract(), contract())).toEqual({
      needsRevalidation: false,
      resets: [],
      changes: [],
    });
  });

  it("asks for validation after a new name, which resets nothing", () => {
    expect(contractChanges(contract(), contract({}, "Acme Identität"))).toEqual({
      needsRevalidation: true,
      resets: [],
      changes: [
        {
          weight: "revalidate",
          path: "/name",
          message: "Maxsight shows “Acme Identity” until it validates again.",
        },
      ],
    });
  });

  it("names the parameters that fall back to their defaults", () => {
    const after = contract({
      config: {
        fields: [
          ...CONFIG.config.fields.slice(0, 1),
          { type: "string", name: "bureau", label: "Bureau", default: "" },
        ],
      },
    });
    const found = contractChanges(contract(), after);
    expect(found.resets).toEqual(["strict"]);
    expect(found.changes).toEqual([
      {
        weight: "breaks",
        path: "/config/config/fields",
        message: "The parameter min_matches is gone: what customers chose for it has no effect any more.",
      },
      {
        weight: "revalidate",
        path: "/config/config/fields/1",
        message: "The new parameter bureau appears after validating again; until then its default counts.",
      },
    ]);
  });

  it("says what customers notice at once", () => {
    const after = contract({
      check_template: { type: "ONE_TIME_CALLBACK" },
      supported_countries: ["GBR", "FRA"],
      credentials: {
        fields: [
          { type: "string", name: "api_key", label: "API key" },
          { type: "string", name: "user", label: "User" },
        ],
      },
    });
    const { changes } = contractChanges(contract(), after);
    expect(changes.map(({ weight, path }) => `${weight} ${path}`)).toEqual([
      "breaks /config/check_template/type",
      "breaks /config/supported_countries",
      "revalidate /config/supported_countries",
      "breaks /config/credentials/fields/0/type",
      "breaks /config/credentials/fields/1",
    ]);
  });

  it("does not mind the order of members", () => {
    const after = contract({ check_template: { timeout: 60, type: "ONE_TIME_SYNCHRONOUS" } });
    expect(contractChanges(contract(), after).needsRevalidation).toBe(false);
  });
});
