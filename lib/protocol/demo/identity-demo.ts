import type { IdentityMatch, IdentityOutput } from "../check-types/identity-check";
import { type DemoAnswer, type DemoAnswers, demoOutput } from "./demo-input";
import { echoPerson } from "./echoed-input";

const NAME: IdentityMatch["matched_fields"] = ["FORENAME", "SURNAME"];
const ADDRESS: IdentityMatch["matched_fields"] = [...NAME, "ADDRESS"];
const DOB: IdentityMatch["matched_fields"] = [...NAME, "DOB"];
const EVERYTHING: IdentityMatch["matched_fields"] = [...NAME, "ADDRESS", "DOB"];

const electoralRoll = (fields: IdentityMatch["matched_fields"]) => match("Electoral Roll", "CIVIL", fields);
const creditBureau = (fields: IdentityMatch["matched_fields"]) => match("Credit Bureau", "CREDIT", fields);
const deathRegister = (fields: IdentityMatch["matched_fields"]) =>
  match("Register of Deaths", "MORTALITY", fields);

/** Databases without a match are listed with 0 (PROTOCOL 11.1). */
const match = (
  name: string,
  type: IdentityMatch["database_type"],
  fields: IdentityMatch["matched_fields"],
): IdentityMatch => ({
  count: fields.length === 0 ? 0 : 1,
  database_name: name,
  database_type: type,
  matched_fields: fields,
});

const databases = (civil: IdentityMatch["matched_fields"], credit: IdentityMatch["matched_fields"]) => [
  electoralRoll(civil),
  creditBureau(credit),
];

/** The demo values of IDENTITY_CHECK (PROTOCOL 13). */
export const IDENTITY_DEMO: DemoAnswers = new Map([
  ["ANY", matches(databases([], []))],
  ["NO_MATCHES", matches(databases([], []))],
  ["ONE_NAME_ADDRESS_MATCH", matches(databases(ADDRESS, []))],
  ["ONE_NAME_DOB_MATCH", matches(databases([], DOB))],
  ["TWO_NAME_ADDRESS_MATCH", matches(databases(ADDRESS, ADDRESS))],
  ["ONE_NAME_ADDRESS_ONE_NAME_DOB_MATCH", matches(databases(ADDRESS, DOB))],
  ["ONE_NAME_ADDRESS_DOB_MATCH", matches(databases(EVERYTHING, []))],
  ["MORTALITY_MATCH", matches([...databases([], []), deathRegister(DOB)])],
  ["ONE_NAME_ADDRESS_MORTALITY_MATCH", matches([...databases(ADDRESS, []), deathRegister(DOB)])],
  [
    "ONE_NAME_ADDRESS_ONE_NAME_DOB_MORTALITY_MATCH",
    matches([...databases(ADDRESS, DOB), deathRegister(DOB)]),
  ],
]);

function matches(found: IdentityMatch[]): DemoAnswer {
  const isAddressMatched = found.some((database) => database.matched_fields.includes("ADDRESS"));
  return ({ checkInput }) => {
    const { currentAddress } = echoPerson(checkInput);
    const output = {
      entity_type: "INDIVIDUAL",
      address_history: isAddressMatched && currentAddress !== null ? [{ address: currentAddress }] : [],
      electronic_id_check: { matches: found },
    };
    return demoOutput(output satisfies Omit<IdentityOutput, "address_history" | "entity_type">);
  };
}
