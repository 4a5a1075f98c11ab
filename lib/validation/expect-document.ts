import { hasErrors } from "@/lib/simulator/inspect-answer";
import { at, listAt, type Expectation } from "./expectation";

type Json = Record<string, unknown>;

const documentsOf = (answer: Json): Json[] => listAt(answer, "check_output", "documents");

/** All documents verified, or at least one not. */
export function verification(wanted: "passed" | "failed"): (answer: Json) => string | null {
  return (answer) => {
    const documents = documentsOf(answer);
    if (documents.length === 0) return "there are no documents";
    const passed = documents.every((document) => at(document, "verification_result", "all_passed") === true);
    if (passed === (wanted === "passed")) return null;
    return wanted === "passed"
      ? "verification_result.all_passed is not true"
      : "verification_result.all_passed is true";
  };
}

/** One image or forgery check that is not a pass. */
export function failsOneCheck(kind: "image_checks" | "forgery_checks"): Expectation {
  return (answer) => {
    const failedOne = documentsOf(answer).some(
      (document) =>
        at(document, "verification_result", `${kind}_passed`) === false ||
        listAt(document, "verification_result", kind).some((check) => check["result"] !== "PASS"),
    );
    return failedOne ? null : `no entry of verification_result.${kind} failed`;
  };
}

/** A field check with this result, or, for what cannot be read, no value at all. */
export function fieldChecks(fields: readonly string[], result: string): Expectation {
  return (answer) => {
    if (hasErrors(answer)) return "there are errors";
    const found = documentsOf(answer)
      .flatMap((document) => listAt(document, "verification_result", "field_checks"))
      .filter((check) => fields.includes(String(check["field"])));
    if (found.some((check) => check["result"] === result)) return null;
    if (result === "CHECK_UNCERTAIN" && found.length === 0) return null;
    return `no field check ${fields.join(" or ")} has the result ${result}`;
  };
}

const CATEGORIES: Readonly<Record<string, string>> = {
  ADDRESS: "PROOF_OF_ADDRESS",
  IDENTITY: "PROOF_OF_IDENTITY",
};

/** Captured documents of every category asked for, all passed (PROTOCOL 11.6). */
export function captureExpectation(scope: "ALL_CATEGORIES" | "ADDRESS" | "IDENTITY"): Expectation {
  return (answer) => {
    const found = documentsOf(answer).map((document) => document["category"]);
    const wanted = scope === "ALL_CATEGORIES" ? Object.values(CATEGORIES) : [CATEGORIES[scope]];
    const missing = wanted.filter((category) => !found.includes(category));
    return missing.length === 0
      ? verification("passed")(answer)
      : `no document of category ${missing.join(", ")}`;
  };
}
