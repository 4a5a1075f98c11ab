import { type Html, html } from "./html";
import { facts, list, section, table, text, words } from "./parts";

type Json = Record<string, unknown>;

/** The three document checks (PROTOCOL 11.4 to 11.6): one section a document, with every check that was made on it. */
export function documentSections(output: Json): Html[] {
  const documents = list(output["documents"]);
  if (documents.length === 0) return [section("Documents", html`<p class="muted">None.</p>`)];
  return documents.map((document) => {
    const verification = (document["verification_result"] ?? {}) as Json;
    const title = [words(document["document_type"]), words(document["category"])].filter(Boolean).join(", ");
    const rows = checkRows(verification);
    return section(
      title,
      html`${facts(documentFacts((document["extracted_data"] ?? {}) as Json, verification))}${
        rows.length === 0 ? null : table(["Check", "Result"], rows)
      }`,
    );
  });
}

function documentFacts(extracted: Json, verification: Json): [string, string][] {
  return [
    ["All checks passed", text(verification["all_passed"])],
    ["Reason", text(verification["error_reason"])],
    ["Document number", text(extracted["number"])],
    ["Issuing country", text(extracted["issuing_country"])],
    ["Issued", text(extracted["issued"])],
    ["Expires", text(extracted["expiry"])],
  ];
}

function checkRows(verification: Json): string[][] {
  const made = (name: string) =>
    list(verification[name]).map((check) => [
      [words(check["category"]), words(check["type"])].filter(Boolean).join(", "),
      text(check["result"]),
    ]);
  const fields = list(verification["field_checks"]).map((check) => [
    words(check["field"]).replace(/^Field /, "Field: "),
    text(check["result"]),
  ]);
  return [...made("image_checks"), ...made("forgery_checks"), ...fields];
}
