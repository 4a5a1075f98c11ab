import type { ConfigDocument } from "./config-document";
import { type ConfigField, valueProblem } from "./config-fields";
import type { ProtocolError } from "./error-type";

export type FilledConfig = { values: Record<string, unknown> } | { errors: ProtocolError[] };

/**
 * `provider_config` with declared defaults for what is missing, checked per field type (PROTOCOL 6.6, 6.7). Undeclared
 * members are dropped. Errors are INVALID_CONFIG, one per field, and never repeat the value.
 */
export function fillProviderConfig(document: ConfigDocument, raw: unknown): FilledConfig {
  const given = new Map(isObject(raw) ? Object.entries(raw) : []);
  const values: Record<string, unknown> = {};
  const errors: ProtocolError[] = [];
  for (const field of document.config.fields) {
    const value = given.get(field.name) ?? field.default;
    const problem = configProblem(field, value);
    if (problem === null) values[field.name] = tidy(field, value);
    else errors.push(configError(field, problem));
  }
  return errors.length > 0 ? { errors } : { values };
}

function configProblem(field: ConfigField, value: unknown): string | null {
  if (!hasFieldType(field, value)) return `must be ${TYPE_NAMES[field.type]}`;
  if (field.required === true && isEmpty(value)) return "is required";
  return valueProblem(field, value);
}

const TYPE_NAMES: Record<ConfigField["type"], string> = {
  string: "text",
  boolean: "true or false",
  number: "a number",
  float: "a number",
  integer: "a whole number",
  set: "a list of options",
  MultiSelect: "an option or a list of options",
};

/** Both option types are read as one text, a list of texts or null, whichever Maxsight sends (OPEN 14). */
function hasFieldType(field: ConfigField, value: unknown): value is ConfigField["default"] {
  switch (field.type) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "number":
    case "float":
    case "integer":
      return typeof value === "number" && Number.isFinite(value);
    case "set":
    case "MultiSelect":
      return value === null || typeof value === "string" || isTextList(value);
  }
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

const isEmpty = (value: ConfigField["default"]) =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** A set is a list without repeats; one text stands for a list of one. */
function tidy(field: ConfigField, value: unknown): unknown {
  if (field.type !== "set" || value === null) return value;
  return [...new Set(Array.isArray(value) ? value : [value])];
}

function configError(field: ConfigField, problem: string): ProtocolError {
  return { type: "INVALID_CONFIG", message: `${field.label} ${problem}.`, data: { field: field.name } };
}

/**
 * INVALID_CREDENTIALS for every declared credential that a direct check does not bring (PROTOCOL 6.7). Resold checks carry
 * none, and demo checks need none (13): for those the list is empty. Whether they are right only the provider knows.
 */
export function checkCredentials(
  document: ConfigDocument,
  request: {
    commercial_relationship: string;
    provider_credentials?: Record<string, unknown> | null | undefined;
    demo_result?: string | null | undefined;
  },
): ProtocolError[] {
  if (request.commercial_relationship !== "DIRECT" || typeof request.demo_result === "string") return [];
  const given = new Map(Object.entries(request.provider_credentials ?? {}));
  return document.credentials.fields.flatMap((field): ProtocolError[] => {
    const value = given.get(field.name);
    if (typeof value === "string") return [];
    const problem = value === undefined || value === null ? "is missing" : "must be text";
    return [
      { type: "INVALID_CREDENTIALS", message: `${field.label} ${problem}.`, data: { field: field.name } },
    ];
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
