import type { IntegrationCall } from "@/lib/simulator/client";

const MAX_BODY = 300;

/** The answer of a call in one line: status, then the start of the body, or why there was none. */
export function describeAnswer(call: IntegrationCall): string {
  if (call.error !== null) return call.error.message;
  const body = call.responseBody.subarray(0, MAX_BODY).toString("utf8").replaceAll(/\s+/g, " ");
  const text = body.includes("\uFFFD") ? `(${call.responseBody.length} bytes)` : body;
  return `${call.status} ${text}${call.responseBody.length > MAX_BODY ? "…" : ""}`.trim();
}

/** Any JSON value in one line, cut where it gets long. */
export function describeJson(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MAX_BODY ? `${text.slice(0, MAX_BODY)}…` : text;
}
