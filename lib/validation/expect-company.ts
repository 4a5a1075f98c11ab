import { hasErrors, isObject } from "@/lib/simulator/inspect-answer";
import { anyResult, at, listAt, type Expectation } from "./expectation";

/** Absent, null and empty are all accepted as "nothing found" (PROTOCOL 20-38, OPEN 44). */
export const nothingFound: Expectation = (answer, input) => {
  const output = answer["check_output"];
  const metadata = at(output, "metadata");
  const empty =
    output === undefined || output === null || !isObject(metadata) || Object.keys(metadata).length === 0;
  return empty ? anyResult(answer, input) : "there is a check_output with metadata";
};

/** Whether a member of the company's metadata equals the input's or differs from it. */
export function companyField(name: string, wanted: "same" | "different"): Expectation {
  return (answer, input) => {
    const found = at(answer, "check_output", "metadata", name);
    const given = at(input, "metadata", name);
    if (found === undefined || found === null) return `check_output.metadata.${name} is missing`;
    if ((found === given) === (wanted === "same")) return null;
    return `check_output.metadata.${name} is ${JSON.stringify(found)}; the input says ${JSON.stringify(given)}`;
  };
}

export const inactive: Expectation = (answer) =>
  at(answer, "check_output", "metadata", "is_active") === false
    ? null
    : "check_output.metadata.is_active is not false";

/** At least so many associated entities, with a relationship of the given role when one is given. */
export function associates(atLeast: number, role?: string): Expectation {
  return (answer) => {
    if (hasErrors(answer)) return "there are errors";
    const entities = listAt(answer, "check_output", "associated_entities").filter(
      (entity) =>
        role === undefined ||
        listAt(entity, "relationships").some((relationship) => relationship["associated_role"] === role),
    );
    return entities.length >= atLeast
      ? null
      : `${entities.length} associated entities${role === undefined ? "" : ` with role ${role}`}; at least ${atLeast} expected`;
  };
}

export function fieldCheck(field: string, result: string): Expectation {
  return (answer) => {
    const found = listAt(answer, "check_output", "field_checks").find((check) => check["field"] === field);
    return found?.["result"] === result ? null : `field_checks has no ${field}: ${result}`;
  };
}
