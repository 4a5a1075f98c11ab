import type { CheckType } from "@/lib/protocol/check-type";
import type { ResultOutcome } from "@/lib/protocol/outcome";
import type { Evidence } from "@/lib/services/resources";
import { companySections } from "./company-sections";
import { documentSections } from "./document-sections";
import { type Html, html } from "./html";
import { list, section, table, text, words } from "./parts";

type Json = Record<string, unknown>;

/** What the result says, in words and small tables. Nothing of the input is shown but what the result repeats. */
export function resultSections({ checkType, outcome }: Evidence): Html[] {
  if (outcome === null)
    return [section("Result", html`<p>The result was deleted after its retention period.</p>`)];
  if (outcome.kind === "errors") {
    const rows = outcome.errors.map(({ type, message }) => [type, message]);
    return [section("Errors", table(["Type", "Message"], rows))];
  }
  return typedSections(checkType, outcome);
}

function typedSections(checkType: CheckType, outcome: ResultOutcome): Html[] {
  const output: Json = outcome.output ?? {};
  switch (checkType) {
    case "INDIVIDUAL_CUSTOM":
    case "COMPANY_CUSTOM":
      return customSections(outcome.result);
    case "IDENTITY_CHECK":
      return identitySections(output, outcome.result);
    case "COMPANY_DATA":
      return companySections(output);
    case "DOCUMENT_VERIFICATION":
    case "DOCUMENT_FETCH":
    case "DOCUMENT_CAPTURE":
      return documentSections(output);
    case "PEPS_AND_SANCTIONS_SCREEN":
    case "COMPANY_PEPS_AND_SANCTIONS_SCREEN":
      return screeningSections(output);
  }
}

function customSections(result: unknown): Html[] {
  const summary =
    typeof result === "object" && result !== null && "summary" in result ? text(result.summary) : "";
  return [
    section("Result", html`<p class="summary">${summary === "" ? "No summary was given." : summary}</p>`),
  ];
}

function identitySections(output: Json, result: unknown): Html[] {
  const stated =
    typeof result === "string" ? [section("Result", html`<p class="summary">${result}</p>`)] : [];
  const check = (output["electronic_id_check"] ?? {}) as Json;
  const rows = list(check["matches"]).map((match) => [
    text(match["database_name"]),
    words(match["database_type"]),
    text(match["count"]),
    Array.isArray(match["matched_fields"]) ? match["matched_fields"].map(words).join(", ") : "",
  ]);
  const matches = section("Matches", table(["Database", "Type", "Count", "Matched on"], rows));
  return rows.length === 0 && stated.length > 0 ? stated : [...stated, matches];
}

function screeningSections(output: Json): Html[] {
  const hits = list(output["screening_hits"]);
  if (hits.length === 0) return [section("Hits", html`<p>Nothing was found.</p>`)];
  const rows = hits.map((hit) => {
    const provider = (hit["provider"] ?? {}) as Json;
    const data = (hit["data"] ?? {}) as Json;
    const flags = list(hit["flags"]).map((flag) => text(flag["type"]));
    return [text(data["name"]), flags.join(", "), words(hit["status"]), text(provider["label"])];
  });
  return [section(`Hits (${hits.length})`, table(["Name", "Flags", "Status", "Source"], rows))];
}
