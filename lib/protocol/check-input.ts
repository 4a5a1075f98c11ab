import { type CheckType, entityTypeOf } from "./check-type";
import type { ConfigDocument } from "./config-document";
import { InputCompany } from "./data-types/company";
import { InputIndividual } from "./data-types/individual";
import type { ProtocolError } from "./error-type";
import { inputIssuesOf } from "./input-issues";

type CountryRule = Pick<ConfigDocument, "supported_countries">;

/**
 * What is wrong with a `check_input`, in the order of PROTOCOL 10.1: the entity and what the type cannot do without, then
 * the country. The first stage that fails gives the errors; an empty list means that the demo or live branch may go on.
 * Messages and data name members and never repeat values.
 */
export function validateCheckInput(
  checkType: CheckType,
  document: CountryRule,
  input: Record<string, unknown>,
): ProtocolError[] {
  const entityType = entityTypeOf(checkType);
  const wrongEntity = entityProblem(entityType, input["entity_type"]);
  if (wrongEntity !== null) return [wrongEntity];
  const schema = entityType === "INDIVIDUAL" ? InputIndividual : InputCompany;
  const parsed = schema.safeParse(input, { reportInput: true });
  if (!parsed.success) return inputIssuesOf(parsed.error).map(({ path, message }) => invalid(message, path));
  const missing =
    parsed.data.entity_type === "INDIVIDUAL"
      ? missingFromIndividual(checkType, parsed.data)
      : missingFromCompany(checkType, parsed.data);
  if (missing.length > 0) return missing;
  return countryProblem(document, countryOf(parsed.data));
}

function entityProblem(expected: string, received: unknown): ProtocolError | null {
  if (received === undefined || received === null) return missing("entity_type", "/entity_type");
  return received === expected
    ? null
    : invalid(`entity_type must be ${expected} for this check.`, "/entity_type");
}

/** Only what a type cannot work without: the rest is the provider's to miss (PROTOCOL 11). */
function missingFromIndividual(checkType: CheckType, input: InputIndividual): ProtocolError[] {
  if (checkType === "IDENTITY_CHECK") return missingFromIdentity(input);
  if (checkType === "DOCUMENT_VERIFICATION" && (input.documents ?? []).length === 0) {
    return [invalid("At least one document must be submitted for validation.", "/documents")];
  }
  return [];
}

function missingFromIdentity({
  personal_details: details,
  address_history: history,
}: InputIndividual): ProtocolError[] {
  const errors: ProtocolError[] = [];
  const givenNames = (details?.name?.given_names ?? []).filter((name) => name.trim() !== "");
  if (givenNames.length === 0) errors.push(missing("given_names", "/personal_details/name/given_names"));
  if (isBlank(details?.name?.family_name))
    errors.push(missing("family_name", "/personal_details/name/family_name"));
  if (history?.at(-1)?.address == null) errors.push(missing("An address", "/address_history"));
  return errors;
}

function missingFromCompany(checkType: CheckType, { metadata }: InputCompany): ProtocolError[] {
  if (checkType !== "COMPANY_DATA" || !isBlank(metadata?.country_of_incorporation)) return [];
  return [missing("country_of_incorporation", "/metadata/country_of_incorporation")];
}

const isBlank = (text: string | null | undefined) => text == null || text.trim() === "";

/**
 * The country that decides: where an individual lives now, which is the last address (OPEN 45), or where a company is
 * incorporated (PROTOCOL 10.1). null: the input names none, which is for the provider to judge.
 */
export function countryOf(input: InputIndividual | InputCompany): string | null {
  const country =
    input.entity_type === "INDIVIDUAL"
      ? input.address_history?.at(-1)?.address?.country
      : input.metadata?.country_of_incorporation;
  return country == null || country === "" ? null : country;
}

function countryProblem(document: CountryRule, country: string | null): ProtocolError[] {
  if (country === null || document.supported_countries.includes(country)) return [];
  return [
    { type: "INVALID_CHECK_INPUT", sub_type: "UNSUPPORTED_COUNTRY", message: "Country not supported." },
  ];
}

function missing(what: string, field: string): ProtocolError {
  return { type: "MISSING_CHECK_INPUT", message: `${what} is required for this check.`, data: { field } };
}

function invalid(message: string, field: string): ProtocolError {
  return { type: "INVALID_CHECK_INPUT", message, data: { field } };
}
