import { type ConfigDocument, hasFeature } from "../config-document";
import type { FinalOutcome, ResultOutcome } from "../outcome";
import { completeCustomFields } from "../output-custom-fields";
import { COMMON_ERRORS, unsupportedDemoResult } from "./common-errors";
import { companyDemo } from "./company-demo";
import { CUSTOM_DEMO } from "./custom-demo";
import { type DemoAnswers, demoErrors, type DemoInput } from "./demo-input";
import { documentDemo } from "./document-demo";
import { IDENTITY_DEMO } from "./identity-demo";
import { screeningDemo } from "./screening-demo";

/** Names that stand for another one. Nothing is resold any more, so a charge is never due (PROTOCOL 13, OPEN 51). */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["TWO_NAME_ADDRESS_MATCHES", "TWO_NAME_ADDRESS_MATCH"],
  ["ANY_CHARGE", "ANY"],
]);

/** Both spellings of the sources are understood (PROTOCOL 20-33). */
function canonicalValue(value: string): string {
  return ALIASES.get(value) ?? value.replace(/_UNREADBALE$/, "_UNREADABLE");
}

const RESOURCE_ID = "6f2a4f0e-5d5a-4c39-9d7c-0d6a5b1f3e21";

/**
 * The canned outcome of a demo check (PROTOCOL 13): shaped like a live one, echoing the input, no provider asked. A value
 * this document does not offer, whatever its characters, is UNSUPPORTED_DEMO_RESULT.
 */
export function demoOutcome(input: DemoInput): FinalOutcome {
  const value = canonicalValue(input.demoResult);
  // The errors come first, so that no type can redefine them.
  const error = COMMON_ERRORS.get(value);
  if (error !== undefined) return demoErrors(error);
  const answers = answersFor(input.document);
  const outcome = answers.get(value)?.(input) ?? withResource(input, value, answers);
  if (outcome === null) return demoErrors(unsupportedDemoResult());
  return outcome.kind === "result" ? withCustomFields(input.document, outcome) : outcome;
}

/** Declared custom fields are always sent; a demo has no values for them (PROTOCOL 6.8). */
function withCustomFields(document: ConfigDocument, outcome: ResultOutcome): ResultOutcome {
  const completed = completeCustomFields(document, outcome);
  return "outcome" in completed ? completed.outcome : outcome;
}

/** `ANY` with a resource to open, where the feature is declared. */
function withResource(input: DemoInput, value: string, answers: DemoAnswers): FinalOutcome | null {
  const type =
    value === "EXTERNAL_RESOURCE_LINK" ? "LINK" : value === "EXTERNAL_RESOURCE_EMBED" ? "EMBED" : null;
  if (type === null || !hasFeature(input.document, `EXTERNAL_${type}`)) return null;
  const outcome = answers.get("ANY")?.(input);
  if (outcome?.kind !== "result") return null;
  const url = input.resourceUrl ?? "https://example.com/demo-resource";
  return { ...outcome, externalResources: [{ type, url, id: RESOURCE_ID, label: "Demo resource" }] };
}

/** The values a document offers beyond those of all types. */
export function answersFor(document: ConfigDocument): DemoAnswers {
  switch (document.check_type) {
    case "INDIVIDUAL_CUSTOM":
    case "COMPANY_CUSTOM":
      return CUSTOM_DEMO;
    case "IDENTITY_CHECK":
      return IDENTITY_DEMO;
    case "DOCUMENT_VERIFICATION":
    case "DOCUMENT_FETCH":
    case "DOCUMENT_CAPTURE":
      return documentDemo(document.check_type);
    case "COMPANY_DATA":
      return companyDemo(document);
    case "PEPS_AND_SANCTIONS_SCREEN":
    case "COMPANY_PEPS_AND_SANCTIONS_SCREEN":
      return screeningDemo(document);
  }
}
