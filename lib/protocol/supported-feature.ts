import { CHECK_TYPES, type CheckType } from "./check-type";

/** Features a config document may declare (PROTOCOL 6.4). SDK_SETUP and PAGINATION are names without a meaning. */
export const SUPPORTED_FEATURES = [
  "COMPANY_SEARCH",
  "PROVIDER_FIELD_CHECKS",
  "EXTERNAL_LINK",
  "EXTERNAL_EMBED",
  "PEPS",
  "SANCTIONS",
  "ADVERSE_MEDIA",
  "WATCHLISTS",
  "INTERNAL_WATCHLISTS",
  "CUSTOM_DATA_OUTPUT",
] as const;
export type SupportedFeature = (typeof SUPPORTED_FEATURES)[number];

const COMPANY_DATA: readonly CheckType[] = ["COMPANY_DATA"];
const SCREENING: readonly CheckType[] = ["PEPS_AND_SANCTIONS_SCREEN", "COMPANY_PEPS_AND_SANCTIONS_SCREEN"];

const CHECK_TYPES_OF: Record<SupportedFeature, readonly CheckType[]> = {
  COMPANY_SEARCH: COMPANY_DATA,
  PROVIDER_FIELD_CHECKS: COMPANY_DATA,
  EXTERNAL_LINK: CHECK_TYPES,
  EXTERNAL_EMBED: CHECK_TYPES,
  PEPS: SCREENING,
  SANCTIONS: SCREENING,
  ADVERSE_MEDIA: SCREENING,
  WATCHLISTS: SCREENING,
  INTERNAL_WATCHLISTS: SCREENING,
  CUSTOM_DATA_OUTPUT: CHECK_TYPES,
};

/** The features that mean something for a check type. */
export function featuresFor(checkType: CheckType): SupportedFeature[] {
  return SUPPORTED_FEATURES.filter((feature) => CHECK_TYPES_OF[feature].includes(checkType));
}
