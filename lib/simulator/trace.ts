import type { Finding } from "./findings";
import type { IntegrationCall } from "./client";
import type { Arrival } from "./receiver";

/** Where a check stands in Maxsight's eyes (PROTOCOL 19.3). */
export type SimulatedState =
  | "CREATED"
  | "STARTED"
  | "READY"
  | "WAITING"
  | "FETCHING"
  | "DONE"
  | "UPDATED"
  | "CANCELLED"
  | "ERRORED"
  | "TIMED_OUT";

/** One thing that happened, in the order it happened. `checkId` is null before there is a check. */
export type SimulatorStep = { atMs: number; checkId: string | null } & (
  | { kind: "integration"; name: string; checkType: string; template: string }
  | { kind: "state"; state: SimulatedState }
  | { kind: "call"; call: IntegrationCall }
  | { kind: "arrival"; arrival: Arrival }
  | { kind: "wait"; reason: string; ms: number }
  | { kind: "finding"; finding: Finding }
  | { kind: "note"; text: string }
);

export type StepListener = (step: SimulatorStep) => void;

/** One readable line, without bodies: those can hold personal data and credentials. */
export function describeStep(step: SimulatorStep): string {
  switch (step.kind) {
    case "integration":
      return `integration "${step.name}", ${step.checkType}, ${step.template}`;
    case "state":
      return `state ${step.state}`;
    case "call":
      return describeCall(step.call);
    case "arrival":
      return describeArrival(step.arrival);
    case "wait":
      return `waiting ${formatMs(step.ms)} ${step.reason}`;
    case "finding":
      return describeFinding(step.finding);
    default:
      return step.text;
  }
}

/** A finding as one line. */
export function describeFinding({ severity, operation, path, message, clause }: Finding): string {
  return `${severity} in ${operation}${path === "" ? "" : ` at ${path}`}: ${message} (PROTOCOL ${clause})`;
}

/** Milliseconds as a person would say them: `850 ms`, `2.5 s`, `5 min`. */
export function formatMs(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 6000) / 10} min`;
}

function describeCall(call: IntegrationCall): string {
  const outcome = call.error === null ? String(call.status) : `no answer: ${call.error.message}`;
  return `-> ${call.method} ${call.url}  ${outcome}  ${formatMs(call.durationMs)}${summaryOf(call)}`;
}

function summaryOf(call: IntegrationCall): string {
  if (call.json === null) return "";
  const { errors, pending, reference } = call.json;
  const parts: string[] = [];
  if (typeof reference === "string") parts.push(`reference ${reference}`);
  if (typeof pending === "boolean") parts.push(pending ? "pending" : "final");
  if (Array.isArray(errors) && errors.length > 0) parts.push(`errors: ${errors.map(errorType).join(", ")}`);
  return parts.length === 0 ? "" : `  ${parts.join(", ")}`;
}

const errorType = (error: unknown): string =>
  typeof error === "object" && error !== null && "type" in error ? String(error.type) : "?";

function describeArrival(arrival: Arrival): string {
  const what = arrival.updateId === null ? "" : `  update ${arrival.updateId}`;
  const answer = arrival.status === null ? "no answer" : String(arrival.status);
  const why = arrival.refusal === null ? "" : `  ${arrival.refusal}`;
  const again = arrival.repeated ? "  (seen before)" : "";
  return `<- ${arrival.method} ${arrival.target}  ${answer}${what}${again}${why}`;
}

/** The step for machines: snake_case, bodies included, `provider_credentials` masked. */
export function stepToJson(step: SimulatorStep): Record<string, unknown> {
  const { atMs, checkId, kind, ...rest } = step;
  const base = { step: kind, at: new Date(atMs).toISOString(), check_id: checkId };
  if (step.kind === "call") return { ...base, ...callToJson(step.call) };
  if (step.kind === "arrival") return { ...base, ...arrivalToJson(step.arrival) };
  if (step.kind === "finding") return { ...base, ...step.finding };
  if (step.kind === "integration") {
    return { ...base, name: step.name, check_type: step.checkType, check_template: step.template };
  }
  return { ...base, ...rest };
}

function callToJson(call: IntegrationCall): Record<string, unknown> {
  return {
    operation: call.operation,
    method: call.method,
    url: call.url,
    status: call.status,
    duration_ms: call.durationMs,
    error: call.error?.message ?? null,
    request: maskCredentials(parseOrText(call.requestBody)),
    response: call.json ?? textOf(call.responseBody),
  };
}

function arrivalToJson(arrival: Arrival): Record<string, unknown> {
  return {
    route: arrival.route,
    method: arrival.method,
    target: arrival.target,
    status: arrival.status,
    refusal: arrival.refusal,
    fault: arrival.fault,
    provider_id: arrival.providerId,
    reference: arrival.reference,
    update_id: arrival.updateId,
    repeated: arrival.repeated,
    request: parseOrText(arrival.requestBody),
    response: parseOrText(Buffer.from(arrival.responseBody)),
  };
}

function maskCredentials(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("provider_credentials" in body)) return body;
  return { ...body, provider_credentials: "(masked)" };
}

function parseOrText(body: Buffer | null): unknown {
  if (body === null || body.length === 0) return null;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return textOf(body);
  }
}

/** Text answers are cut at 2 KB; files are only counted. */
function textOf(body: Buffer): string {
  const text = body.subarray(0, 2048).toString("utf8");
  return text.includes("\uFFFD") ? `(${body.length} bytes)` : text;
}
