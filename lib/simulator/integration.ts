import { isObject } from "./inspect-answer";
import { planOf, type TemplatePlan } from "./template-plan";

type Json = Record<string, unknown>;

export type ConfigField = { name: string; type: string; defaultValue: unknown };

/** An integration as its own metadata and configuration describe it, in whatever legacy shape they came. */
export type Integration = {
  providerName: string;
  protocolVersion: unknown;
  checkType: string;
  plan: TemplatePlan;
  countries: string[];
  features: string[];
  configFields: ConfigField[];
  credentialFields: ConfigField[];
  metadata: Json;
  config: Json;
};

/** Reads both documents tolerantly (PROTOCOL 6.3, 6.6): what cannot be understood is left out. */
export function describeIntegration(metadata: Json, config: Json): Integration {
  return {
    providerName: textOf(metadata["provider_name"]),
    protocolVersion: metadata["protocol_version"],
    checkType: textOf(config["check_type"]),
    plan: planOf(isObject(config["check_template"]) ? config["check_template"] : {}),
    countries: stringsOf(config["supported_countries"]),
    features: stringsOf(config["supported_features"]),
    configFields: fieldsOf(config["config"]),
    credentialFields: fieldsOf(config["credentials"]),
    metadata,
    config,
  };
}

/** `provider_config` as Maxsight fills it in before a customer changed anything: the declared defaults. */
export function defaultConfig(integration: Integration): Json {
  return Object.fromEntries(
    integration.configFields.map((field) => [field.name, field.defaultValue ?? null]),
  );
}

/** Plausible `provider_credentials` for demo checks, which never reach a provider. */
export function sampleCredentials(integration: Integration): Json {
  return Object.fromEntries(
    integration.credentialFields.map((field) => [field.name, field.defaultValue ?? `sample-${field.name}`]),
  );
}

/** `{ fields: […] }`; one table of the documentation says a bare array (PROTOCOL 6.1). */
function fieldsOf(section: unknown): ConfigField[] {
  const fields = isObject(section) ? section["fields"] : section;
  if (!Array.isArray(fields)) return [];
  return fields.filter(isObject).flatMap((field) => {
    const name = field["name"];
    return typeof name === "string"
      ? [{ name, type: textOf(field["type"]), defaultValue: field["default"] }]
      : [];
  });
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === "string") : [];
