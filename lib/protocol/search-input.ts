import type { ConfigDocument } from "./config-document";
import type { ProtocolError } from "./error-type";
import type { SearchInput } from "./requests";

/**
 * What is wrong with a `search_input` (PROTOCOL 10.8). One source requires the country, another does not name it: absent
 * passes, an unsupported one is refused as for checks (10.1).
 */
export function validateSearchInput(
  document: Pick<ConfigDocument, "supported_countries">,
  input: SearchInput,
): ProtocolError[] {
  const country = input.country_of_incorporation;
  if (country == null || country === "" || document.supported_countries.includes(country)) return [];
  return [
    { type: "INVALID_CHECK_INPUT", sub_type: "UNSUPPORTED_COUNTRY", message: "Country not supported." },
  ];
}
