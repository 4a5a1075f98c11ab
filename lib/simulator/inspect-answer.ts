import { isUuid } from "@/lib/ids";
import type { Finding } from "./findings";
import { violation, warning } from "./findings";

type Found = Omit<Finding, "operation">;
type Json = Record<string, unknown>;

const ERROR_TYPES = new Set([
  "INVALID_CREDENTIALS",
  "INVALID_CONFIG",
  "MISSING_CHECK_INPUT",
  "INVALID_CHECK_INPUT",
  "PROVIDER_CONNECTION",
  "PROVIDER_MESSAGE",
  "INTEGRATION",
  "UNSUPPORTED_DEMO_RESULT",
]);

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `errors`, `warnings`, `charges` and `custom_data`, which every answer may carry (PROTOCOL 9.2–9.6). */
export function inspectEnvelope(answer: Json): Found[] {
  return [
    ...inspectErrors(answer["errors"]),
    ...inspectWarnings(answer["warnings"]),
    ...inspectCharges(answer["charges"]),
    ...inspectCustomData(answer["custom_data"]),
  ];
}

function inspectErrors(errors: unknown): Found[] {
  if (errors === undefined || errors === null)
    return [warning("9.2", "/errors", "errors is missing; send [] when there are none")];
  if (!Array.isArray(errors)) return [violation("9.3", "/errors", "errors must be an array")];
  return errors.flatMap((error: unknown, index) => inspectError(error, `/errors/${index}`));
}

function inspectError(error: unknown, path: string): Found[] {
  if (!isObject(error)) return [violation("9.3", path, "an error must be an object with type and message")];
  const found: Found[] = [];
  if (typeof error["type"] !== "string")
    found.push(violation("9.3", `${path}/type`, "an error needs a type"));
  else if (!ERROR_TYPES.has(error["type"]))
    found.push(warning("9.3", `${path}/type`, `${error["type"]} is not an error type of the protocol`));
  if (typeof error["message"] !== "string")
    found.push(violation("9.3", `${path}/message`, "an error needs a message"));
  return found;
}

function inspectWarnings(warnings: unknown): Found[] {
  if (warnings === undefined || warnings === null) return [];
  if (!Array.isArray(warnings)) return [violation("9.4", "/warnings", "warnings must be an array")];
  return warnings.flatMap((entry: unknown, index) => {
    const hasMessage = isObject(entry) && typeof entry["message"] === "string";
    return hasMessage ? [] : [violation("9.4", `/warnings/${index}`, "a warning needs a message")];
  });
}

function inspectCharges(charges: unknown): Found[] {
  if (charges === undefined || charges === null) return [];
  if (!Array.isArray(charges)) return [violation("9.5", "/charges", "charges must be an array")];
  return charges.flatMap((charge: unknown, index) => {
    const hasAmount = isObject(charge) && Number.isInteger(charge["amount"]);
    return hasAmount
      ? []
      : [violation("9.5", `/charges/${index}/amount`, "a charge needs an integer amount in pence")];
  });
}

function inspectCustomData(customData: unknown): Found[] {
  if (customData === undefined || customData === null || isObject(customData)) return [];
  return [violation("9.6", "/custom_data", "custom_data must be an object")];
}

/** The start answer of every template but the synchronous one (PROTOCOL 9.7, 10.1). */
export function inspectStart(answer: Json): Found[] {
  const found = inspectEnvelope(answer);
  const failed = hasErrors(answer);
  if (!isUuid(answer["provider_id"]))
    found.push(violation("9.7", "/provider_id", "provider_id must be a UUID, also beside errors"));
  const reference = answer["reference"];
  if (!failed && (typeof reference !== "string" || reference === "")) {
    found.push(violation("9.7", "/reference", "reference must be a non-empty string"));
  }
  return found;
}

/** The answers that repeat which check they are about must repeat it right (PROTOCOL 9.7). */
export function inspectPair(answer: Json, pair: { providerId: string; reference: string }): Found[] {
  const found: Found[] = [];
  const { provider_id: providerId, reference } = answer;
  if (typeof providerId === "string" && providerId.toLowerCase() !== pair.providerId.toLowerCase()) {
    found.push(violation("9.7", "/provider_id", "provider_id differs from the start answer"));
  }
  if (typeof reference === "string" && reference !== pair.reference) {
    found.push(violation("9.7", "/reference", "reference differs from the start answer"));
  }
  return found;
}

/** A poll answer says whether it is final (PROTOCOL 10.2). */
export function inspectPoll(answer: Json): Found[] {
  const found = inspectEnvelope(answer);
  const pending = answer["pending"];
  if (pending === undefined)
    found.push(warning("10.2", "/pending", "pending is missing; it was taken as false"));
  else if (typeof pending !== "boolean")
    found.push(violation("10.2", "/pending", "pending must be true or false"));
  if (pending === true && hasErrors(answer))
    found.push(warning("7.2", "/pending", "errors end the check; pending must be false"));
  return found;
}

/** Update answers name the update and when it happened (PROTOCOL 7.4). */
export function inspectUpdate(answer: Json, updateId: string | null): Found[] {
  const found: Found[] = [];
  if (typeof answer["update_id"] !== "string")
    found.push(violation("7.4", "/update_id", "update_id must be a string"));
  else if (updateId !== null && answer["update_id"] !== updateId) {
    found.push(warning("7.4", "/update_id", "this is another update than the one notified"));
  }
  const occurredAt = answer["occurred_at"];
  if (typeof occurredAt !== "string" || Number.isNaN(Date.parse(occurredAt))) {
    found.push(violation("7.4", "/occurred_at", "occurred_at must be an ISO 8601 timestamp"));
  }
  return found;
}

/** Non-empty `errors` make the check errored whatever else the answer holds (PROTOCOL 9.2). */
export function hasErrors(answer: Json): boolean {
  return Array.isArray(answer["errors"]) && answer["errors"].length > 0;
}
