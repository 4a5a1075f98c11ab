import { expect, it } from "vitest";
import { parseCandidates } from "../check-types/search-candidate";
import { validateSearchInput } from "../search-input";
import { demoSearch } from "./demo-search";

const INPUT = { query: "Moody's", country_of_incorporation: "USA", state_of_incorporation: "CA" };
const search = (demoResult: string) => demoSearch({ demoResult, searchInput: INPUT });

it.each([
  ["NO_HITS", 0],
  ["ONE_HIT", 1],
  ["MANY_HITS", 5],
  ["ANY", 5],
])("%s finds %i companies named after the query", (demoResult, count) => {
  const { candidates, errors, providerData } = search(demoResult);
  expect(errors).toEqual([]);
  expect(providerData).toBe("Demo result. Did not make request to provider.");
  expect(candidates).toHaveLength(count);
  expect(parseCandidates(candidates)).toEqual({ candidates });
  if (count > 0) expect(candidates[0]).toMatchObject({ name: "Moody's", country_of_incorporation: "USA" });
});

it("gives the errors of all types, and no other value", () => {
  expect(search("ERROR_CONNECTION_TO_PROVIDER").errors[0]?.type).toBe("PROVIDER_CONNECTION");
  expect(search("toString").errors[0]?.type).toBe("UNSUPPORTED_DEMO_RESULT");
});

it("points at a candidate that may not be sent", () => {
  expect(
    parseCandidates([{ name: "A", number: "1", country_of_incorporation: "USA" }, { name: "B" }]),
  ).toEqual({
    issues: [
      { path: "/1/number", message: "number is required." },
      { path: "/1/country_of_incorporation", message: "country_of_incorporation is required." },
    ],
  });
});

it("refuses a country the provider does not serve", () => {
  const rule = { supported_countries: ["GBR"] };
  expect(validateSearchInput(rule, INPUT)[0]?.sub_type).toBe("UNSUPPORTED_COUNTRY");
  expect(validateSearchInput(rule, { query: "x", country_of_incorporation: "" })).toEqual([]);
});
