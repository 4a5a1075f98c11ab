import { type Html, html } from "./html";
import { facts, list, section, table, text, words } from "./parts";

type Json = Record<string, unknown>;

/** A registry may list thousands; the page is for reading. */
const MAX_ASSOCIATES = 100;

/** COMPANY_DATA (PROTOCOL 11.2): the company, its people, and what was compared. */
export function companySections(output: Json): Html[] {
  const metadata = output["metadata"] as Json | undefined;
  if (metadata === undefined || metadata === null) {
    return [section("Company", html`<p>The provider found no such company.</p>`)];
  }
  const associates = list(output["associated_entities"]);
  const fieldChecks = list(output["field_checks"]).map((check) => [
    words(check["field"]),
    words(check["result"]),
  ]);
  return [
    section("Company", facts(companyFacts(metadata))),
    section(`Associates (${associates.length})`, table(["Name", "Kind", "Roles"], associateRows(associates))),
    ...(fieldChecks.length === 0
      ? []
      : [section("Compared fields", table(["Field", "Result"], fieldChecks))]),
  ];
}

function companyFacts(metadata: Json): [string, string][] {
  return [
    ["Name", text(metadata["name"])],
    ["Number", text(metadata["number"])],
    ["Country of incorporation", text(metadata["country_of_incorporation"])],
    ["Company type", text(metadata["company_type"])],
    ["Active", text(metadata["is_active"])],
    ["Status", text(metadata["is_active_details"])],
    ["Incorporated", text(metadata["incorporation_date"])],
    ["LEI", text(metadata["lei"])],
  ];
}

function associateRows(associates: Json[]): string[][] {
  return associates.slice(0, MAX_ASSOCIATES).map((associate) => {
    const roles = list(associate["relationships"]).map((relationship) =>
      words(relationship["associated_role"]),
    );
    return [
      nameOf((associate["immediate_data"] ?? {}) as Json),
      words(associate["entity_type"]),
      roles.join(", "),
    ];
  });
}

function nameOf(data: Json): string {
  const details = (data["personal_details"] ?? {}) as { name?: Json };
  const metadata = (data["metadata"] ?? {}) as Json;
  const given = details.name?.["given_names"];
  const names = [...(Array.isArray(given) ? given : []), details.name?.["family_name"]];
  const person = names.map(text).filter((name) => name !== "");
  return person.length > 0 ? person.join(" ") : text(metadata["name"]);
}
