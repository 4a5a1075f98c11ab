import { type CheckType, isCustomCheck } from "./check-type";
import type { Outcome, ResultOutcome } from "./outcome";
import type { Decision } from "./states";

/**
 * What a check says about its entity, or null while nobody knows. Only the custom checks deliver a decision; for the
 * typed ones Maxsight derives it (PROTOCOL 9.9), so ours is what it will most likely make of the output.
 */
export function decisionOf(checkType: CheckType, outcome: Outcome): Decision | null {
  if (outcome.kind === "pending") return null;
  if (outcome.kind === "errors") return "ERROR";
  if (isCustomCheck(checkType)) return typeof outcome.result === "object" ? outcome.result.decision : null;
  switch (checkType) {
    case "IDENTITY_CHECK":
      return identityDecision(outcome);
    case "DOCUMENT_VERIFICATION":
    case "DOCUMENT_FETCH":
    case "DOCUMENT_CAPTURE":
      return documentDecision(outcome);
    case "PEPS_AND_SANCTIONS_SCREEN":
    case "COMPANY_PEPS_AND_SANCTIONS_SCREEN":
      return screeningDecision(outcome);
    case "COMPANY_DATA":
      return null;
  }
}

const IDENTITY_DECISIONS: Record<string, Decision> = {
  Pass: "PASS",
  "2+2": "PASS",
  "1+1": "PARTIAL",
  Fail: "FAIL",
  Error: "ERROR",
};

function identityDecision({ result, output }: ResultOutcome): Decision | null {
  if (typeof result === "string") return IDENTITY_DECISIONS[result] ?? null;
  const matches = listIn(objectIn(output, "electronic_id_check"), "matches");
  if (matches === null) return null;
  const found = matches.filter((match) => isObject(match) && Number(match["count"]) > 0).filter(isObject);
  if (found.some((match) => match["database_type"] === "MORTALITY")) return "FAIL";
  const confirming = found.filter(confirmsIdentity).length;
  if (confirming >= 2) return "PASS";
  return confirming === 1 ? "PARTIAL" : "FAIL";
}

/** A database counts when it knows the full name together with the address or the date of birth. */
function confirmsIdentity(match: Record<string, unknown>): boolean {
  const fields: unknown[] = listIn(match, "matched_fields") ?? [];
  if (match["database_type"] === "IGNORED" || !fields.includes("FORENAME") || !fields.includes("SURNAME"))
    return false;
  return fields.includes("ADDRESS") || fields.includes("DOB");
}

function documentDecision({ output }: ResultOutcome): Decision | null {
  const documents = listIn(output, "documents");
  if (documents === null || documents.length === 0) return null;
  const verdicts = documents.map((document) => objectIn(document, "verification_result")?.["all_passed"]);
  if (verdicts.includes(false)) return "FAIL";
  return verdicts.every((verdict) => verdict === true) ? "PASS" : null;
}

function screeningDecision({ output }: ResultOutcome): Decision | null {
  const hits = listIn(output, "screening_hits");
  if (hits === null) return null;
  return hits.some((hit) => !isObject(hit) || hit["status"] !== "MISMATCH") ? "WARN" : "PASS";
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function objectIn(value: unknown, name: string): Record<string, unknown> | null {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : null;
}

function listIn(value: unknown, name: string): unknown[] | null {
  const member = isObject(value) ? value[name] : undefined;
  return Array.isArray(member) ? member : null;
}
