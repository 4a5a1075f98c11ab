/**
 * Members whose values say nothing about a person and explain an exchange. Everything else is masked: a list of what
 * may be shown cannot forget a new personal field, a list of what may not would.
 */
const SHOWN = new Set([
  "id",
  "check_id",
  "provider_id",
  "reference",
  "references",
  "update_id",
  "callback_id",
  "notification_id",
  "occurred_at",
  "demo_result",
  "commercial_relationship",
  "entity_type",
  "type",
  "sub_type",
  "decision",
  "result",
  "kind",
  "status",
  "check_type",
  "check_template",
  "document_type",
  "category",
  "image_type",
  "database_type",
  "matched_fields",
  "country",
  "country_of_incorporation",
  "field",
  "associated_role",
  "provider_reference",
  "providerReference",
  "code",
  "error",
  "protocol_version",
]);

/** A copy of parsed JSON in which texts and numbers that could be about a person are dots of the same length. */
export function maskJson(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => maskJson(item, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, maskJson(member, key)]));
  }
  if (SHOWN.has(name)) return value;
  if (typeof value === "string") return "•".repeat(Math.min(value.length, 12));
  if (typeof value === "number" && name !== "count") return "•";
  return value;
}

/** A masked body as text: JSON is masked member by member, anything else is only measured. */
export function maskBody(body: string): string {
  if (body === "") return "";
  try {
    return JSON.stringify(maskJson(JSON.parse(body)), null, 2);
  } catch {
    return `${body.length} characters, not JSON`;
  }
}
