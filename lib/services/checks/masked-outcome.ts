import type { FinalOutcome, Outcome } from "@/lib/protocol/outcome";
import { maskJson } from "../exchanges";
import { type DiffEntry, diffJson } from "../structural-diff";

/** An outcome as a person may see it: the shape, the decisions and codes, but nothing about a person. */
export function maskOutcome(outcome: Outcome): unknown {
  return maskJson(outcome);
}

/**
 * Where two outcomes differ in what Maxsight gets, with masked values. They are compared as they are and masked after
 * it: two names of the same length differ although their dots do not. What the provider said beside it does not count.
 */
export function diffOutcomes(before: FinalOutcome, after: FinalOutcome): DiffEntry[] {
  return diffJson(toMaxsight(before), toMaxsight(after)).map((entry) => maskEntry(entry));
}

function toMaxsight(outcome: FinalOutcome): unknown {
  const { providerData: _, ...sent } = outcome;
  return sent;
}

function maskEntry(entry: DiffEntry): DiffEntry {
  const name = nameOf(entry.path);
  switch (entry.kind) {
    case "added":
      return { ...entry, after: maskJson(entry.after, name) };
    case "removed":
      return { ...entry, before: maskJson(entry.before, name) };
    case "changed":
      return { ...entry, before: maskJson(entry.before, name), after: maskJson(entry.after, name) };
  }
}

/** The member a value belongs to: what decides whether it may be shown. Positions in lists do not. */
function nameOf(path: string): string {
  const names = path.split("/").filter((part) => part !== "" && !/^\d+$/.test(part));
  return names.at(-1) ?? "";
}

/** What is wrong with a mapping, place by place; these messages hold no data of the check. */
export function mappingProblemsIn(outcome: Outcome): string[] {
  if (outcome.kind !== "errors") return [];
  return outcome.errors.filter(({ type }) => type === "INTEGRATION").map(({ message }) => message);
}
