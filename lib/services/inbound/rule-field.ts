import type { WebhookDelivery } from "@/lib/connectors/connector";
import { deliveryContext } from "@/lib/connectors/http/context";
import { maskJson } from "../exchanges";
import { REMOVED } from "./stored-delivery";

/** A part of a webhook that a rule can look at. `value` is null where it is masked: a person has to know it. */
export type RuleField = { field: string; value: string | null };

/** Longer texts are content, not a kind of event. */
export const MAX_FIELD_VALUE = 200;
const MAX_DEPTH = 4;
const MAX_FIELDS = 40;

/**
 * Reads what a webhook says at a JSON pointer (`/body/type`, `/headers/x-event`); null where that is no text, number or
 * truth. Its body is parsed once, however many fields are read.
 */
export function fieldReader(delivery: WebhookDelivery): (field: string) => string | null {
  const context = deliveryContext(delivery);
  return (field) => readField(context, field);
}

function readField(context: unknown, field: string): string | null {
  let value = context;
  for (const part of field.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return null;
    value = Reflect.get(value, name);
  }
  return textOf(value);
}

/** What a rule may be made of: the short single values of the body, and the headers of the provider's own. */
export function listFields(delivery: WebhookDelivery): RuleField[] {
  const { body, headers } = deliveryContext(delivery) as { body: unknown; headers: Record<string, unknown> };
  const own = Object.entries(headers).flatMap(([name, value]) => {
    const text = textOf(value);
    const isOwn = name.startsWith("x-") && text !== null && text !== REMOVED;
    return isOwn && text.length <= MAX_FIELD_VALUE ? [{ field: `/headers/${name}`, value: text }] : [];
  });
  return [...leavesOf({ value: body, masked: maskJson(body), field: "/body", depth: 0 }), ...own].slice(
    0,
    MAX_FIELDS,
  );
}

type Place = { value: unknown; masked: unknown; field: string; depth: number };

function leavesOf({ value, masked, field, depth }: Place): RuleField[] {
  const text = textOf(value);
  if (text !== null && depth > 0)
    return text.length > MAX_FIELD_VALUE ? [] : [{ field, value: value === masked ? text : null }];
  if (typeof value !== "object" || value === null || Array.isArray(value) || depth >= MAX_DEPTH) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf({
      value: member,
      masked: memberOf(masked, name),
      field: `${field}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
      depth: depth + 1,
    }),
  );
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
