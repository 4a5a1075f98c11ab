import { PROTOCOL_ERROR_TYPES } from "@/lib/protocol/error-type";

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
  "event_type",
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

/** In Maxsight's own refusals these say what it did not like; elsewhere they may be about a person. */
const SAID_IN_REFUSALS = new Set([
  "message",
  "detail",
  "title",
  "description",
  "error_description",
  "reason",
]);

/** Error types whose message is Gatehouse's or the protocol's own; a PROVIDER_MESSAGE is whatever the provider wrote. */
const EXPLAINED = new Set<unknown>([
  ...PROTOCOL_ERROR_TYPES.filter((type) => type !== "PROVIDER_MESSAGE"),
  "SIGNATURE_ERROR",
]);

/** Nobody reads further, and each level takes a frame of the stack: a few kilobytes of brackets would use it up. */
const MAX_DEPTH = 100;

/**
 * A copy of parsed JSON in which texts and numbers that could be about a person are dots of the same length, and so is what
 * is nested too deeply to be read.
 */
export function maskJson(value: unknown, name = "", depth = 0): unknown {
  if (depth > MAX_DEPTH) return "•";
  if (Array.isArray(value)) return value.map((item) => maskJson(item, name, depth + 1));
  if (typeof value === "object" && value !== null) {
    const isExplained = EXPLAINED.has(Reflect.get(value, "type"));
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        isExplained && key === "message" && typeof member === "string"
          ? withoutPersonalParts(member)
          : maskJson(member, key, depth + 1),
      ]),
    );
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

const EXCERPT = 500;

/**
 * The body of a refusal (4xx, 5xx) by Maxsight, which an operator has to read: what it says is shown, without what looks
 * like an e-mail address, a date or a number of a person; the rest is masked as anywhere.
 */
export function maskRefusal(body: string): string {
  try {
    return JSON.stringify(maskRefusalJson(JSON.parse(body)), null, 2);
  } catch {
    const excerpt = withoutPersonalParts(body.slice(0, EXCERPT));
    return body.length > EXCERPT ? `${excerpt}… (${body.length} characters)` : excerpt;
  }
}

function maskRefusalJson(value: unknown, name = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => maskRefusalJson(item, name));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, maskRefusalJson(member, key)]),
    );
  }
  const isSaid = SAID_IN_REFUSALS.has(name) || name === "errors";
  return isSaid && typeof value === "string" ? withoutPersonalParts(value) : maskJson(value, name);
}

const UUID = /([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i;
const EMAIL = /[^\s"'<>@]+@[^\s"'<>@]+/g;
/** Dates, telephone and document numbers; not a status or a port. */
const NUMBER = /\+?\d(?:[\d ./()-]*\d)?/g;

/** A sentence with dots where it names an address or a number; ids stay, they are how things are found. */
function withoutPersonalParts(text: string): string {
  const parts = text.split(UUID).map((part, index) => {
    if (index % 2 === 1) return part;
    const digits = (found: string) => found.replace(/\D/g, "").length;
    return part.replace(EMAIL, "•••").replace(NUMBER, (found) => (digits(found) >= 6 ? "•••" : found));
  });
  return parts.join("");
}
