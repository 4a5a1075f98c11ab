import { COMMON_ERRORS, unsupportedDemoResult } from "./common-errors";
import { DEMO_NOTICE } from "./demo-input";
import { isCountry } from "../countries";
import type { SearchCandidate } from "../check-types/search-candidate";
import type { ProtocolError } from "../error-type";
import type { SearchInput } from "../requests";

/** The demo values of `/search` (PROTOCOL 13, OPEN 36). */
export const DEMO_SEARCH_VALUES = ["ANY", "NO_HITS", "ONE_HIT", "MANY_HITS"] as const;

export type DemoSearchAnswer = {
  candidates: SearchCandidate[];
  errors: ProtocolError[];
  providerData: string;
};

/** Candidates for a demo search: named after what was typed, best match first; no provider is asked. */
export function demoSearch(search: { demoResult: string; searchInput: SearchInput }): DemoSearchAnswer {
  const count = HIT_COUNTS.get(search.demoResult);
  if (count === undefined)
    return { candidates: [], errors: errorsOf(search.demoResult), providerData: DEMO_NOTICE };
  const candidates = Array.from({ length: count }, (_, index) => candidate(search.searchInput, index + 1));
  return { candidates, errors: [], providerData: DEMO_NOTICE };
}

const HIT_COUNTS: ReadonlyMap<string, number> = new Map([
  ["ANY", 5],
  ["ANY_CHARGE", 5],
  ["NO_HITS", 0],
  ["ONE_HIT", 1],
  ["MANY_HITS", 5],
]);

function errorsOf(demoResult: string): ProtocolError[] {
  return [COMMON_ERRORS.get(demoResult) ?? unsupportedDemoResult()];
}

function candidate(input: SearchInput, number: number): SearchCandidate {
  const country = isCountry(input.country_of_incorporation) ? input.country_of_incorporation : "GBR";
  const typed = input.query.trim() === "" ? "Example Co." : input.query.trim();
  return {
    name: number === 1 ? typed : `${typed} (${number})`,
    number: `012345${number}`,
    number_label: "Company number",
    country_of_incorporation: country,
    status: "Active",
    incorporation_date: "2014-01-11",
    provider_reference: { reference: `DEMO-COMPANY-${number}`, label: "DEMO" },
    addresses: [
      {
        type: "registered_address",
        address: {
          type: "STRUCTURED",
          country,
          postal_town: "Sampleton",
          route: "High St",
          street_number: String(number),
        },
      },
    ],
    structure_type: { is_public: false, is_limited: true, ownership_type: "COMPANY" },
  };
}
