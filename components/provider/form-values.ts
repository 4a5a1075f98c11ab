import { parse as parseYaml } from "yaml";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import { featuresFor, type SupportedFeature } from "@/lib/protocol/supported-feature";

export type CredentialValues = { name: string; label: string; type: "string" | "password" };

/** What the form holds; texts as typed. */
export type ProviderFormValues = {
  name: string;
  slug: string;
  checkType: CheckType;
  template: CheckTemplate;
  requestTimeout: string;
  callbackTimeout: string;
  initialInterval: string;
  pollingInterval: string;
  maxPolls: string;
  countries: string;
  features: SupportedFeature[];
  credentials: CredentialValues[];
  /** JSON: the parameters an operator of Maxsight may set. */
  configFields: string;
  connectorKind: "demo" | "http";
  /** YAML or JSON. */
  connector: string;
  environment: MaxsightEnvironment;
  apiBaseUrl: string;
  /** Empty: generated. */
  secret: string;
};

export const FIRST_VALUES: ProviderFormValues = {
  name: "",
  slug: "",
  checkType: "IDENTITY_CHECK",
  template: "ONE_TIME_SYNCHRONOUS",
  requestTimeout: "60",
  callbackTimeout: "240",
  initialInterval: "10",
  pollingInterval: "30",
  maxPolls: "10",
  countries: "GBR, USA",
  features: [],
  credentials: [{ name: "api_key", label: "API key", type: "password" }],
  configFields: "[]",
  connectorKind: "demo",
  connector: "",
  environment: "eu",
  apiBaseUrl: "",
  secret: "",
};

/** `Acme Identität GmbH` → `acme-identitat-gmbh`. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")
    .slice(0, 63)
    .replace(/-$/, "");
}

/** The document `GET /config` will answer, as far as it is filled in. What cannot be read is left as typed. */
export function configOf(values: ProviderFormValues): Record<string, unknown> {
  const known = featuresFor(values.checkType);
  const features = values.features.filter((feature) => known.includes(feature));
  return {
    check_type: values.checkType,
    check_template: templateOf(values),
    pricing: { supports_reselling: false, maximum_cost: 0 },
    supported_countries: countriesOf(values.countries),
    ...(features.length > 0 ? { supported_features: features } : {}),
    credentials: { fields: values.credentials.map(({ type, name, label }) => ({ type, name, label })) },
    config: { fields: readFields(values.configFields) },
  };
}

function countriesOf(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
}

function templateOf(values: ProviderFormValues): Record<string, unknown> {
  const type = values.template;
  if (type === "ONE_TIME_SYNCHRONOUS") return { type, timeout: Number(values.requestTimeout) };
  if (type === "ONE_TIME_POLLING") {
    const polling_strategy = {
      type: "UNIFORM",
      initial_interval: Number(values.initialInterval),
      polling_interval: Number(values.pollingInterval),
      max_polls: Number(values.maxPolls),
    };
    return { type, polling_strategy };
  }
  return {
    type,
    request_timeout: Number(values.requestTimeout),
    callback_timeout: Number(values.callbackTimeout),
  };
}

function readFields(text: string): unknown {
  if (text.trim() === "") return [];
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The connector as an object, or what is wrong with the text. */
export function connectorOf(
  values: Pick<ProviderFormValues, "connectorKind" | "connector">,
): { connector: Record<string, unknown> } | { problem: string } {
  if (values.connectorKind === "demo") return { connector: { kind: "demo" } };
  try {
    const parsed: unknown = parseYaml(values.connector);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      return { problem: "The connector must be a document with members such as base_url and operations." };
    }
    return { connector: { kind: "http", ...parsed } };
  } catch (error) {
    return {
      problem: error instanceof Error ? (error.message.split("\n")[0] ?? "is not YAML") : "is not YAML",
    };
  }
}
