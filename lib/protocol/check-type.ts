/** The check types an integration can serve (PROTOCOL 11). Maxsight's own list may be longer (OPEN 10). */
export const CHECK_TYPES = [
  "INDIVIDUAL_CUSTOM",
  "COMPANY_CUSTOM",
  "IDENTITY_CHECK",
  "COMPANY_DATA",
  "DOCUMENT_VERIFICATION",
  "DOCUMENT_FETCH",
  "DOCUMENT_CAPTURE",
  "PEPS_AND_SANCTIONS_SCREEN",
  "COMPANY_PEPS_AND_SANCTIONS_SCREEN",
] as const;
export type CheckType = (typeof CHECK_TYPES)[number];

export type EntityType = "INDIVIDUAL" | "COMPANY";

const ENTITY_TYPES: Record<CheckType, EntityType> = {
  INDIVIDUAL_CUSTOM: "INDIVIDUAL",
  COMPANY_CUSTOM: "COMPANY",
  IDENTITY_CHECK: "INDIVIDUAL",
  COMPANY_DATA: "COMPANY",
  DOCUMENT_VERIFICATION: "INDIVIDUAL",
  DOCUMENT_FETCH: "INDIVIDUAL",
  DOCUMENT_CAPTURE: "INDIVIDUAL",
  PEPS_AND_SANCTIONS_SCREEN: "INDIVIDUAL",
  COMPANY_PEPS_AND_SANCTIONS_SCREEN: "COMPANY",
};

/** Whom a check of this type is about (PROTOCOL 11). */
export function entityTypeOf(checkType: CheckType): EntityType {
  return ENTITY_TYPES[checkType];
}

/** Whether the answer carries `result {decision, summary}` instead of `check_output` (PROTOCOL 11.3, 20-30). */
export function isCustomCheck(checkType: CheckType): checkType is "INDIVIDUAL_CUSTOM" | "COMPANY_CUSTOM" {
  return checkType === "INDIVIDUAL_CUSTOM" || checkType === "COMPANY_CUSTOM";
}

/** Whether files of a result are fetched through `download_file` (PROTOCOL 4). */
export function hasDownloads(checkType: CheckType): checkType is "DOCUMENT_FETCH" | "DOCUMENT_CAPTURE" {
  return checkType === "DOCUMENT_FETCH" || checkType === "DOCUMENT_CAPTURE";
}

/** The two screening types: hits instead of a decision (PROTOCOL 11.7). */
export function isScreening(
  checkType: CheckType,
): checkType is "PEPS_AND_SANCTIONS_SCREEN" | "COMPANY_PEPS_AND_SANCTIONS_SCREEN" {
  return checkType === "PEPS_AND_SANCTIONS_SCREEN" || checkType === "COMPANY_PEPS_AND_SANCTIONS_SCREEN";
}
