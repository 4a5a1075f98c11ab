import type { z } from "zod";
import type { InputIssue } from "@/lib/errors";
import { type CheckType, entityTypeOf, isCustomCheck, isScreening } from "./check-type";
import { CompanyDataOutput } from "./check-types/company-data";
import { DocumentsOutput } from "./check-types/documents";
import { IdentityOutput } from "./check-types/identity-check";
import { ScreeningOutput } from "./check-types/screening";
import { inputIssuesOf } from "./input-issues";
import { CustomResult, IdentityResult, type Outcome, type ResultOutcome } from "./outcome";

/** The strict schema of `check_output` per type; custom checks have none (PROTOCOL 11). */
const OUTPUTS = {
  IDENTITY_CHECK: IdentityOutput,
  COMPANY_DATA: CompanyDataOutput,
  DOCUMENT_VERIFICATION: DocumentsOutput,
  DOCUMENT_FETCH: DocumentsOutput,
  DOCUMENT_CAPTURE: DocumentsOutput,
  PEPS_AND_SANCTIONS_SCREEN: ScreeningOutput,
  COMPANY_PEPS_AND_SANCTIONS_SCREEN: ScreeningOutput,
} satisfies Partial<Record<CheckType, z.ZodType>>;

/**
 * Where a result breaks the strict schema of its check type (PROTOCOL 9.2, 11, 12); pointers begin at the outcome, as in
 * `/output/documents/0/category`. Pending and errors have no output to break. Empty: it may be sent.
 */
export function validateOutcome(checkType: CheckType, outcome: Outcome): InputIssue[] {
  if (outcome.kind !== "result") return [];
  if (isCustomCheck(checkType)) return validateCustom(outcome);
  return [...validateResult(checkType, outcome), ...validateOutput(checkType, outcome)];
}

/** Custom checks have a decision and no output (PROTOCOL 20-30). */
function validateCustom(outcome: ResultOutcome): InputIssue[] {
  const issues =
    outcome.output === undefined
      ? []
      : [refused("/output", "output is not sent for custom checks; use result.")];
  return [...issues, ...issuesIn(CustomResult, "/result", outcome.result)];
}

/** An identity check may bring the provider's own result (PROTOCOL 11.1); the other typed checks none. */
function validateResult(checkType: CheckType, { result }: ResultOutcome): InputIssue[] {
  if (result === undefined) return [];
  if (checkType === "IDENTITY_CHECK") return issuesIn(IdentityResult, "/result", result);
  return [refused("/result", "result belongs to custom and identity checks.")];
}

function validateOutput(checkType: keyof typeof OUTPUTS, { output, result }: ResultOutcome): InputIssue[] {
  if (output === undefined)
    return isOutputOptional(checkType, result) ? [] : [refused("/output", "output is required.")];
  const issues = issuesIn(OUTPUTS[checkType], "/output", output);
  if (issues.length > 0) return issues;
  if (checkType === "IDENTITY_CHECK" && result === undefined && !hasMatches(output)) {
    return [refused("/output/electronic_id_check/matches", "matches is required without a result.")];
  }
  // The two screening types share a schema, but each is about its own kind of entity.
  if (isScreening(checkType) && output["entity_type"] !== entityTypeOf(checkType)) {
    return [refused("/output/entity_type", `entity_type must be ${entityTypeOf(checkType)}.`)];
  }
  return [];
}

/** No output: an identity result instead of it, or a company nobody knows (PROTOCOL 11.1, 11.2, OPEN 44). */
function isOutputOptional(checkType: CheckType, result: ResultOutcome["result"]): boolean {
  return checkType === "COMPANY_DATA" || (checkType === "IDENTITY_CHECK" && result !== undefined);
}

function hasMatches(output: Record<string, unknown>): boolean {
  const parsed = IdentityOutput.safeParse(output);
  return parsed.success && parsed.data.electronic_id_check.matches !== undefined;
}

function issuesIn(schema: z.ZodType, base: string, value: unknown): InputIssue[] {
  if (value === undefined) return [refused(base, `${base.slice(1)} is required.`)];
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return [];
  return inputIssuesOf(parsed.error).map(({ path, message }) => ({ path: `${base}${path}`, message }));
}

const refused = (path: string, message: string): InputIssue => ({ path, message });
