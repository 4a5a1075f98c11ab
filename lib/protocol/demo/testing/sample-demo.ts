import { type CheckType, entityTypeOf } from "../../check-type";
import { type ConfigDocument, parseConfigDocument } from "../../config-document";
import { featuresFor } from "../../supported-feature";
import { demoOutcome } from "../demo-outcome";

const NOW_MS = Date.UTC(2026, 10, 24);
export const NOTICE = "Demo result. Did not make request to provider.";

export function documentOf(check_type: CheckType, supported_features: string[] = []): ConfigDocument {
  return parseConfigDocument({
    check_type,
    check_template: { type: "ONE_TIME_CALLBACK" },
    pricing: { supports_reselling: false },
    supported_countries: ["GBR"],
    credentials: { fields: [{ type: "string", name: "token", label: "Token" }] },
    config: { fields: [] },
    supported_features,
  });
}

export const everything = (checkType: CheckType) =>
  documentOf(
    checkType,
    featuresFor(checkType).filter((feature) => feature !== "CUSTOM_DATA_OUTPUT"),
  );

export const ADDRESS = {
  type: "STRUCTURED",
  country: "GBR",
  postal_code: "A1 1AA",
  street_number: 42,
  extra: "kept",
};
export const PERSON = {
  entity_type: "INDIVIDUAL",
  personal_details: { name: { given_names: ["Ada"], family_name: "Musterfrau" }, dob: "1990-01-31" },
  address_history: [{ address: ADDRESS }],
  documents: [
    {
      id: "89780c53-d256-444e-a329-d20c7298e842",
      category: "PROOF_OF_IDENTITY",
      document_type: "UNKNOWN",
      extra: 1,
    },
  ],
  external_refs: { generic: "journey-1" },
};
export const COMPANY = {
  entity_type: "COMPANY",
  metadata: {
    name: "Muster Ltd",
    number: "99887766",
    country_of_incorporation: "GBR",
    addresses: [{ type: "registered_address", address: ADDRESS }],
  },
};
export const inputFor = (checkType: CheckType) => (entityTypeOf(checkType) === "COMPANY" ? COMPANY : PERSON);

export const demo = (document: ConfigDocument, demoResult: string, checkInput?: Record<string, unknown>) =>
  demoOutcome({
    document,
    demoResult,
    checkInput: checkInput ?? inputFor(document.check_type),
    nowMs: NOW_MS,
  });

export const outputOf = (checkType: CheckType, value: string) => {
  const outcome = demo(everything(checkType), value);
  if (outcome.kind === "errors") throw new Error(`${value} is answered with errors`);
  return outcome.output;
};
