import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidInputError } from "@/lib/errors";
import { parseConfigDocument, ProviderName } from "./config-document";

const DOCUMENT = {
  check_type: "IDENTITY_CHECK",
  check_template: { type: "ONE_TIME_SYNCHRONOUS", timeout: 60 },
  pricing: { supports_reselling: false, maximum_cost: 0 },
  supported_countries: ["GBR", "USA", "CAN"],
  credentials: {
    fields: [
      { type: "string", name: "username", label: "Username" },
      { type: "password", name: "password", label: "Password" },
    ],
  },
  config: {
    fields: [
      {
        type: "boolean",
        name: "boolean_config",
        label: "Boolean config field",
        subtext: "Help text",
        default: false,
      },
      {
        type: "MultiSelect",
        name: "multiselect_config",
        label: "Pick one",
        options: [{ label: "Option 1", value: "option_1" }],
        default: null,
      },
    ],
  },
};

function issuesOf(changes: Record<string, unknown>): { path: string; message: string }[] {
  try {
    parseConfigDocument({ ...DOCUMENT, ...changes });
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
}

const withField = (field: Record<string, unknown>) =>
  issuesOf({ config: { fields: [{ name: "mode", label: "Mode", ...field }] } });

const OPTIONS = [
  { label: "A", value: "a" },
  { label: "B", value: "b" },
];

describe("parseConfigDocument", () => {
  it("takes the example of PROTOCOL 6.9 as it is", () => {
    expect(parseConfigDocument(DOCUMENT)).toEqual(DOCUMENT);
  });

  it.each([
    { type: "ONE_TIME_SYNCHRONOUS" },
    { type: "ONE_TIME_SYNCHRONOUS", timeout: null },
    { type: "ONE_TIME_CALLBACK", request_timeout: 15, callback_timeout: 15 },
    {
      type: "ONE_TIME_CALLBACK",
      request_timeouts: { default: 60, start: 120 },
      callback_timeouts: { default: 240 },
    },
    {
      type: "ONE_TIME_POLLING",
      polling_strategy: { type: "UNIFORM", initial_interval: 0, polling_interval: 30, max_polls: 10 },
    },
    { type: "MONITORED_CALLBACK" },
    { type: "MONITORED_POLLING", monitoring_strategy: { type: "UNIFORM", update_interval: 120 } },
  ])("takes the template $type", (check_template) => {
    expect(issuesOf({ check_template })).toEqual([]);
  });

  it.each([
    ["check_type", "HOROSCOPE", "/check_type", /^check_type must be one of INDIVIDUAL_CUSTOM, /],
    [
      "check_template",
      { type: "SOMETIMES" },
      "/check_template/type",
      /^type must be one of ONE_TIME_SYNCHRONOUS, /,
    ],
    [
      "check_template",
      { type: "ONE_TIME_SYNCHRONOUS", timeout: 1.5 },
      "/check_template/timeout",
      /^timeout must be a whole number\.$/,
    ],
    [
      "check_template",
      { type: "ONE_TIME_SYNCHRONOUS", timeout: 0 },
      "/check_template/timeout",
      /^timeout must be above 0\.$/,
    ],
    [
      "check_template",
      { type: "ONE_TIME_SYNCHRONOUS", time_out: 5 },
      "/check_template/time_out",
      /^time_out is not known here\.$/,
    ],
    [
      "pricing",
      { supports_reselling: true },
      "/pricing/supports_reselling",
      /^supports_reselling must be false\.$/,
    ],
    ["supported_countries", [], "/supported_countries", /^supported_countries must have at least 1 entry\.$/],
    [
      "supported_countries",
      ["GB"],
      "/supported_countries/0",
      /^supported_countries\[0\] is not a country code/,
    ],
    ["supported_countries", ["GBR", "GBR"], "/supported_countries/1", /^GBR is listed twice\.$/],
    ["credentials", { fields: [] }, "/credentials/fields", /^fields must have at least 1 entry\.$/],
    [
      "credentials",
      { fields: [{ type: "required_field", name: "a", label: "A" }] },
      "/credentials/fields/0/type",
      /^type must be one of string, password\.$/,
    ],
    [
      "credentials",
      {
        fields: [
          { type: "string", name: "a", label: "A" },
          { type: "string", name: "a", label: "B" },
        ],
      },
      "/credentials/fields/1/name",
      /^name "a" is used twice in credentials\.$/,
    ],
    [
      "supported_features",
      ["SDK_SETUP"],
      "/supported_features/0",
      /^supported_features\[0\] must be one of /,
    ],
    [
      "supported_features",
      ["COMPANY_SEARCH"],
      "/supported_features/0",
      /^COMPANY_SEARCH means nothing for IDENTITY_CHECK\.$/,
    ],
    ["surprise", 1, "/surprise", /^surprise is not known here\.$/],
    ["config", undefined, "/config", /^config is required\.$/],
  ])("refuses a wrong %s and names it (%j)", (member, value, path, message) => {
    const issues = issuesOf({ [member]: value });
    expect(issues).toHaveLength(1);
    expect(issues[0]?.path).toBe(path);
    expect(issues[0]?.message).toMatch(message);
  });

  it.each([
    { type: "string", default: "" },
    { type: "number", default: 1.5, min_value: 1, max_value: 2, step_value: 0.25 },
    { type: "float", default: 0.3, min_value: 0.1, step_value: 0.1 },
    { type: "integer", default: -3 },
    { type: "set", options: OPTIONS, default: ["a", "b"] },
    { type: "set", options: OPTIONS, default: null },
    { type: "MultiSelect", options: OPTIONS, default: "b", required: true },
    { type: "MultiSelect", options: OPTIONS, default: ["a"] },
  ])("takes a $type field with its default", (field) => {
    expect(withField(field)).toEqual([]);
  });

  it.each([
    [{ type: "boolean" }, "default", "default is required."],
    [{ type: "boolean", default: "false" }, "default", "default must be a boolean."],
    [{ type: "string", default: null }, "default", "default must be a string."],
    [{ type: "integer", default: 1.5 }, "default", "default must be a whole number."],
    [{ type: "number", default: 5, max_value: 4 }, "default", 'default of "mode" must be at most 4.'],
    [{ type: "number", default: 0, min_value: 1 }, "default", 'default of "mode" must be at least 1.'],
    [
      { type: "number", default: 1, min_value: 3, max_value: 2 },
      "min_value",
      'min_value of "mode" is above its max_value.',
    ],
    [
      { type: "integer", default: 4, min_value: 1, step_value: 2 },
      "default",
      'default of "mode" must be a multiple of 2 from 1.',
    ],
    [
      { type: "set", options: OPTIONS, default: ["a", "c"] },
      "default",
      'default of "mode" has no option "c".',
    ],
    [
      { type: "MultiSelect", options: OPTIONS, default: "c" },
      "default",
      'default of "mode" has no option "c".',
    ],
    [{ type: "MultiSelect", default: null }, "options", "options is required."],
    [{ type: "set", options: [], default: null }, "options", "options must have at least 1 entry."],
    [
      { type: "set", options: [...OPTIONS, { label: "C", value: "a" }], default: null },
      "options",
      'options of "mode" have the value "a" twice.',
    ],
    [{ type: "string", default: "a", options: OPTIONS }, "options", "options is not known here."],
  ])("refuses the field %j", (field, member, message) => {
    expect(withField(field)).toEqual([{ path: `/config/fields/0/${member}`, message }]);
  });

  it("refuses a name used twice and a name that is no identifier", () => {
    const field = { type: "string", label: "L", default: "" };
    expect(
      issuesOf({
        config: {
          fields: [
            { ...field, name: "a" },
            { ...field, name: "a" },
          ],
        },
      }),
    ).toEqual([{ path: "/config/fields/1/name", message: 'name "a" is used twice in config.' }]);
    expect(issuesOf({ config: { fields: [{ ...field, name: "a-b" }] } })).toEqual([
      {
        path: "/config/fields/0/name",
        message: "name must be letters, digits and underscores, beginning with a letter.",
      },
    ]);
  });

  it("wants output_custom_fields exactly with their feature, named by their type", () => {
    const output_custom_fields = { version: "1", fields: { s_note: { type: "STRING", label: "Note" } } };
    expect(issuesOf({ supported_features: ["CUSTOM_DATA_OUTPUT"], output_custom_fields })).toEqual([]);
    expect(issuesOf({ output_custom_fields })[0]?.message).toBe(
      "output_custom_fields needs the feature CUSTOM_DATA_OUTPUT.",
    );
    expect(issuesOf({ supported_features: ["CUSTOM_DATA_OUTPUT"] })[0]?.message).toBe(
      "output_custom_fields is required with the feature CUSTOM_DATA_OUTPUT.",
    );
    const fields = { n_note: { type: "STRING", label: "Note" } };
    expect(issuesOf({ output_custom_fields: { version: "1", fields } })).toContainEqual({
      path: "/output_custom_fields/fields/n_note",
      message: "n_note must begin with s_ because its type is STRING.",
    });
  });

  it("throws nothing but InvalidInputError, with an issue, on any value", () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom(...Object.keys(DOCUMENT)),
        (value, member) => {
          for (const candidate of [value, { ...DOCUMENT, [member]: value }]) {
            try {
              parseConfigDocument(candidate);
            } catch (error) {
              expect(error).toBeInstanceOf(InvalidInputError);
              expect((error as InvalidInputError).issues.length).toBeGreaterThan(0);
            }
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("ProviderName", () => {
  it.each(["Acme ID", "Crédit Vérification", "a".repeat(49)])("takes %j", (name) => {
    expect(ProviderName.safeParse(name).success).toBe(true);
  });

  it.each(["Acme", "a".repeat(50), "é".repeat(25), "  Acme ID", "Acme\nIdentity", 123456])(
    "refuses %j",
    (name) => {
      expect(ProviderName.safeParse(name).success).toBe(false);
    },
  );
});
