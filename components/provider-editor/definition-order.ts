/**
 * Members in the order a person writes them; others follow by name. Stored definitions have no order of their own, so
 * this is also what makes two of them comparable line by line.
 */
const ORDER = [
  ["slug", "kind", "mode", "type", "name", "label", "subtext", "status"],
  ["check_type", "check_template", "pricing", "supported_countries", "supported_features"],
  ["credentials", "config", "output_custom_fields", "connector"],
  ["base_url", "auth", "secrets", "operations", "monitoring"],
  ["start", "poll", "webhook", "cancel", "search", "download"],
  ["request", "method", "path", "query", "headers", "body_type", "body"],
  ["timeout_ms", "idempotent", "attempts", "every", "backoff", "max_every", "give_up_after"],
  ["verify", "event_id", "provider_reference", "outcome"],
  ["options", "default", "required", "min_value", "max_value", "step_value", "value"],
].flat();
const RANK = new Map(ORDER.map((name, index) => [name, index]));
const LAST = ORDER.length;

/** A copy of JSON with its members in the order of this house. Pure. */
export function orderMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => orderMembers(item));
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([left], [right]) => compare(left, right));
  return Object.fromEntries(members.map(([name, member]) => [name, orderMembers(member)]));
}

function compare(left: string, right: string): number {
  const distance = (RANK.get(left) ?? LAST) - (RANK.get(right) ?? LAST);
  return distance === 0 ? left.localeCompare(right, "en") : distance;
}
