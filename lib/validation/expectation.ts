import { hasErrors, isObject } from "@/lib/simulator/inspect-answer";

type Json = Record<string, unknown>;

/** What a final answer must say; null when it does, else a sentence about what is wrong with it. */
export type Expectation = (answer: Json, checkInput: Json) => string | null;

/** A genuine result, whatever it says. */
export const anyResult: Expectation = (answer) =>
  hasErrors(answer) ? `errors: ${errorTypes(answer).join(", ")}` : null;

/** An error of one of these types. */
export function errorOf(...types: string[]): (answer: Json) => string | null {
  return (answer) => {
    const found = errorTypes(answer);
    if (found.some((type) => types.includes(type))) return null;
    const wanted = `expected an error of type ${types.join(" or ")}`;
    return found.length === 0 ? `${wanted}, got none` : `${wanted}, got ${found.join(", ")}`;
  };
}

/** The types of all errors in an answer. */
export function errorTypes(answer: Json): string[] {
  const errors: unknown = answer["errors"];
  return Array.isArray(errors) ? errors.filter(isObject).map((error) => String(error["type"])) : [];
}

/** The value at a path of member names; undefined when something on the way is missing. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

/** The objects of an array at a path; empty when there is none. */
export function listAt(value: unknown, ...path: string[]): Json[] {
  const list = at(value, ...path);
  return Array.isArray(list) ? list.filter(isObject) : [];
}
