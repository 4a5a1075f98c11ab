import { at, listAt, type Expectation } from "./expectation";

type Json = Record<string, unknown>;

const matchesOf = (answer: Json): Json[] => listAt(answer, "check_output", "electronic_id_check", "matches");

const counted = (match: Json): boolean => typeof match["count"] === "number" && match["count"] > 0;

const covers = (match: Json, fields: readonly string[]): boolean => {
  const matched: unknown = match["matched_fields"];
  return counted(match) && Array.isArray(matched) && fields.every((field) => matched.includes(field));
};

/** Providers that cannot list databases answer a result string instead (PROTOCOL 11.1); its content is not looked at. */
const isBare = (answer: Json): boolean =>
  at(answer, "check_output") === undefined && typeof answer["result"] === "string";

export const noMatches: Expectation = (answer) =>
  isBare(answer) || !matchesOf(answer).some(counted) ? null : "there are databases with a match";

export function nameAddress({ atLeast }: { atLeast: number }): (answer: Json) => string | null {
  return (answer) => matchesAtLeast(answer, atLeast, ["FORENAME", "SURNAME", "ADDRESS"]);
}

export function nameDob({ atLeast }: { atLeast: number }): (answer: Json) => string | null {
  return (answer) => matchesAtLeast(answer, atLeast, ["FORENAME", "SURNAME", "DOB"]);
}

export const mortality: Expectation = (answer) =>
  isBare(answer) ||
  matchesOf(answer).some((match) => match["database_type"] === "MORTALITY" && counted(match))
    ? null
    : "no database of type MORTALITY has a match";

function matchesAtLeast(answer: Json, wanted: number, fields: readonly string[]): string | null {
  if (isBare(answer)) return null;
  const found = matchesOf(answer).filter((match) => covers(match, fields)).length;
  return found >= wanted ? null : `${found} databases match ${fields.join(", ")}; ${wanted} must`;
}
