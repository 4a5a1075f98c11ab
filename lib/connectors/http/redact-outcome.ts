import type { z } from "zod";
import type { Redactor } from "@/lib/egress/redact";
import type { Outcome } from "@/lib/protocol/outcome";

/**
 * A provider may repeat what it was sent: no credential reaches a message that people read, nor the provider data that is
 * shown for support.
 */
export function redactOutcome(outcome: Outcome, redact: Redactor): Outcome {
  if (outcome.kind === "pending") return outcome;
  const clean = <Item extends { message: string }>(item: Item): Item => ({
    ...item,
    message: redact(item.message),
  });
  const { warnings, providerData } = outcome;
  const shared = {
    ...(warnings !== undefined && { warnings: warnings.map(clean) }),
    ...(providerData !== undefined && { providerData: redactJson(providerData, redact) }),
  };
  if (outcome.kind === "result") return { ...outcome, ...shared };
  return { ...outcome, errors: outcome.errors.map(clean), ...shared };
}

export type Json = z.core.util.JSONType;

export function redactJson(value: Json, redact: Redactor): Json {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => redactJson(item, redact));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, redactJson(item, redact)]));
}
