import type { InputIssue } from "@/lib/errors";
import { type CheckType, isCustomCheck } from "./check-type";
import { DocumentsOutput } from "./check-types/documents";
import { IdentityOutput } from "./check-types/identity-check";
import { inputIssuesOf } from "./input-issues";
import { CustomResult, IdentityResult, type Outcome, type ResultOutcome } from "./outcome";

/**
 * Where a result breaks the strict schema of its check type (PROTOCOL 9.2, 11, 12); pointers begin at the outcome, as in
 * `/output/documents/0/category`. Pending and errors have no output to break. Empty: it may be sent.
 */
export function validateOutcome(checkType: CheckType, outcome: Outcome): InputIssue[] {
  if (outcome.kind !== "result") return [];
  if (isCustomCheck(checkType)) return validateCustom(outcome);
  switch (checkType) {
    case "IDENTITY_CHECK":
      return validateIdentity(outcome);
    case "DOCUMENT_VERIFICATION":
    case "DOCUMENT_FETCH":
    case "DOCUMENT_CAPTURE":
      return validateOutput(DocumentsOutput, outcome);
    case "COMPANY_DATA":
      return [];
    case "PEPS_AND_SANCTIONS_SCREEN":
    case "COMPANY_PEPS_AND_SANCTIONS_SCREEN":
      return [];
  }
}

type Schema =
  | { safeParse: typeof DocumentsOutput.safeParse }
  | { safeParse: typeof IdentityOutput.safeParse };

function validateOutput(schema: Schema, outcome: ResultOutcome): InputIssue[] {
  const issues =
    outcome.result === undefined ? [] : [refused("/result", "result belongs to custom and identity checks.")];
  if (outcome.output === undefined) return [...issues, refused("/output", "output is required.")];
  const parsed = schema.safeParse(outcome.output, { reportInput: true });
  return parsed.success ? issues : [...issues, ...prefixed("/output", inputIssuesOf(parsed.error))];
}

/** Custom checks have a decision and no output (PROTOCOL 20-30). */
function validateCustom(outcome: ResultOutcome): InputIssue[] {
  const issues =
    outcome.output === undefined
      ? []
      : [refused("/output", "output is not sent for custom checks; use result.")];
  const parsed = CustomResult.safeParse(outcome.result, { reportInput: true });
  return parsed.success ? issues : [...issues, ...prefixed("/result", inputIssuesOf(parsed.error))];
}

/** Either the matches or the provider's own result (PROTOCOL 11.1). */
function validateIdentity(outcome: ResultOutcome): InputIssue[] {
  const { output, result } = outcome;
  if (result === undefined && output === undefined)
    return [refused("/output", "output or result is required.")];
  const issues: InputIssue[] = [];
  if (result !== undefined) {
    const parsed = IdentityResult.safeParse(result, { reportInput: true });
    if (!parsed.success) issues.push(...prefixed("/result", inputIssuesOf(parsed.error)));
  }
  if (output === undefined) return issues;
  const parsed = IdentityOutput.safeParse(output, { reportInput: true });
  if (!parsed.success) return [...issues, ...prefixed("/output", inputIssuesOf(parsed.error))];
  if (result === undefined && parsed.data.electronic_id_check.matches === undefined) {
    issues.push(refused("/output/electronic_id_check/matches", "matches is required without a result."));
  }
  return issues;
}

const refused = (path: string, message: string): InputIssue => ({ path, message });

const prefixed = (base: string, issues: InputIssue[]): InputIssue[] =>
  issues.map(({ path, message }) => ({ path: `${base}${path}`, message }));
