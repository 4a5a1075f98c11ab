import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseConfigDocument } from "./config-document";
import { checkCredentials, fillProviderConfig } from "./provider-config";

const options = [
  { label: "A", value: "a" },
  { label: "B", value: "b" },
];

const DOCUMENT = parseConfigDocument({
  check_type: "INDIVIDUAL_CUSTOM",
  check_template: { type: "ONE_TIME_SYNCHRONOUS" },
  pricing: { supports_reselling: false },
  supported_countries: ["GBR"],
  credentials: {
    fields: [
      { type: "string", name: "user", label: "User" },
      { type: "password", name: "token", label: "Token" },
    ],
  },
  config: {
    fields: [
      { type: "string", name: "region", label: "Region", default: "eu", required: true },
      { type: "boolean", name: "strict", label: "Strict", default: true },
      { type: "number", name: "ratio", label: "Ratio", default: 0.5, min_value: 0, max_value: 1 },
      { type: "float", name: "step", label: "Step", default: 0.2, step_value: 0.1 },
      { type: "integer", name: "limit", label: "Limit", default: 3, min_value: 1 },
      { type: "set", name: "lists", label: "Lists", default: ["a"], options },
      { type: "MultiSelect", name: "mode", label: "Mode", default: null, options },
    ],
  },
});

const DEFAULTS = { region: "eu", strict: true, ratio: 0.5, step: 0.2, limit: 3, lists: ["a"], mode: null };

describe("fillProviderConfig", () => {
  it.each([undefined, null, {}, { region: null, lists: null }])("gives the defaults for %j", (raw) => {
    expect(fillProviderConfig(DOCUMENT, raw)).toEqual({ values: DEFAULTS });
  });

  it("takes values of every type and drops what is not declared", () => {
    const given = {
      region: "us",
      strict: false,
      ratio: 1,
      step: 0.7,
      limit: 9,
      lists: ["b", "a"],
      mode: "b",
    };
    expect(fillProviderConfig(DOCUMENT, { ...given, later: 1, __proto__: { region: "x" } })).toEqual({
      values: given,
    });
  });

  it("reads a drop-down as text, list or null, and a set without repeats", () => {
    expect(fillProviderConfig(DOCUMENT, { mode: ["a", "b"], lists: "b" })).toEqual({
      values: { ...DEFAULTS, mode: ["a", "b"], lists: ["b"] },
    });
    expect(fillProviderConfig(DOCUMENT, { lists: ["b", "b"] })).toEqual({
      values: { ...DEFAULTS, lists: ["b"] },
    });
  });

  it.each([
    [{ strict: "yes" }, "strict", "Strict must be true or false."],
    [{ region: "" }, "region", "Region is required."],
    [{ region: 7 }, "region", "Region must be text."],
    [{ ratio: 1.1 }, "ratio", "Ratio must be at most 1."],
    [{ ratio: "0.5" }, "ratio", "Ratio must be a number."],
    [{ step: 0.25 }, "step", "Step must be a multiple of 0.1 from 0."],
    [{ limit: 2.5 }, "limit", "Limit must be a whole number."],
    [{ limit: 0 }, "limit", "Limit must be at least 1."],
    [{ lists: ["c"] }, "lists", 'Lists has no option "c".'],
    [{ mode: { a: 1 } }, "mode", "Mode must be an option or a list of options."],
  ])("answers INVALID_CONFIG for %j", (raw, field, message) => {
    expect(fillProviderConfig(DOCUMENT, raw)).toEqual({
      errors: [{ type: "INVALID_CONFIG", message, data: { field } }],
    });
  });

  it("never throws", () => {
    const values = fc.record(
      Object.fromEntries(DOCUMENT.config.fields.map((field) => [field.name, fc.jsonValue({ maxDepth: 2 })])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(values, fc.jsonValue()), (raw) => {
        const filled = fillProviderConfig(DOCUMENT, raw);
        expect("values" in filled || filled.errors.length > 0).toBe(true);
      }),
    );
  });
});

describe("checkCredentials", () => {
  const direct = { commercial_relationship: "DIRECT" };

  it("wants every declared credential from a direct check", () => {
    expect(checkCredentials(DOCUMENT, { ...direct, provider_credentials: { user: "u", token: "" } })).toEqual(
      [],
    );
    expect(checkCredentials(DOCUMENT, { ...direct, provider_credentials: { user: "u", token: 5 } })).toEqual([
      { type: "INVALID_CREDENTIALS", message: "Token must be text.", data: { field: "token" } },
    ]);
    expect(checkCredentials(DOCUMENT, { ...direct, provider_credentials: null })).toEqual([
      { type: "INVALID_CREDENTIALS", message: "User is missing.", data: { field: "user" } },
      { type: "INVALID_CREDENTIALS", message: "Token is missing.", data: { field: "token" } },
    ]);
  });

  it("wants none from resold and demo checks", () => {
    expect(checkCredentials(DOCUMENT, { commercial_relationship: "PASSFORT" })).toEqual([]);
    expect(checkCredentials(DOCUMENT, { ...direct, demo_result: "ANY" })).toEqual([]);
  });
});
