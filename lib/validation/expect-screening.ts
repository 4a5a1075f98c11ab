import { at, listAt, type Expectation } from "./expectation";

type Json = Record<string, unknown>;

const hitsOf = (answer: Json): Json[] => listAt(answer, "check_output", "screening_hits");

const flagsOf = (hit: Json): string[] => listAt(hit, "flags").map((flag) => String(flag["type"]));

export const noHits: Expectation = (answer) => {
  const found = at(answer, "check_output", "screening_hits");
  return Array.isArray(found) && found.length === 0 ? null : "screening_hits is not []";
};

/** Exactly so many hits, the first of which carries all the flags. */
export function hits(wanted: { count: number; flags: readonly string[] }): Expectation {
  return (answer) => {
    const found = hitsOf(answer);
    if (found.length !== wanted.count) return `${found.length} hits; ${wanted.count} expected`;
    const flags = found.flatMap(flagsOf);
    const missing = wanted.flags.filter((flag) => !flags.includes(flag));
    return missing.length === 0 ? null : `no hit carries the flag ${missing.join(", ")}`;
  };
}

/** For every flag a hit that carries it; with two or more flags they are not all the same hit. */
export function separateHits(flags: readonly string[]): Expectation {
  return (answer) => {
    const found = hitsOf(answer);
    const missing = flags.filter((flag) => !found.some((hit) => flagsOf(hit).includes(flag)));
    if (missing.length > 0) return `no hit carries the flag ${missing.join(", ")}`;
    return found.length >= flags.length ? null : `${found.length} hits for ${flags.length} flags`;
  };
}
