import type { Finding } from "@/lib/simulator/findings";
import { stepToJson, type SimulatorStep } from "@/lib/simulator/trace";
import { maskBody } from "../exchanges";

/** Where a check stands on Maxsight's side, or how it ended. */
export type SimulatedCheckState = "running" | "completed" | "errored" | "timed_out" | "protocol_error";

/** One message of a call as it may be shown: bodies are cut, credentials never in them. */
export type TraceMessage = { headers: [string, string][]; body: string | null; size: number };

/** One HTTP call of a run; `from` says who began it. */
export type TraceCall = {
  kind: "call";
  from: "maxsight" | "integration";
  operation: string;
  method: string;
  url: string;
  /** null: no answer. */
  status: number | null;
  durationMs: number | null;
  /** Why there was no answer, why Maxsight refused it, or which fault was played. */
  note: string | null;
  isBad: boolean;
  request: TraceMessage;
  response: TraceMessage | null;
};

/** One thing that happened in a run, in the order it happened, ready to be sent to a browser. */
export type TraceStep = { seq: number; at: string; checkId: string | null } & (
  | TraceCall
  | { kind: "integration"; name: string; checkType: string; template: string }
  | { kind: "state"; state: string }
  | { kind: "wait"; reason: string; ms: number }
  | { kind: "finding"; finding: Finding }
  | { kind: "note"; text: string }
  | { kind: "ended"; state: Exclude<SimulatedCheckState, "running">; reason: string | null }
);

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;
export type NewTraceStep = DistributiveOmit<TraceStep, "seq">;

const MAX_BODY = 8_192;

/** The simulator's step as a run keeps it. Bodies of live checks are masked: they are about real people. */
export function toTraceStep(step: SimulatorStep, options: { isLive: boolean }): NewTraceStep {
  const atMs = step.kind === "call" ? step.call.startedAtMs : step.atMs;
  const base = { at: new Date(atMs).toISOString(), checkId: step.checkId };
  switch (step.kind) {
    case "call":
    case "arrival":
      return { ...base, ...toTraceCall(step, options) };
    case "integration": {
      const { name, checkType, template } = step;
      return { ...base, kind: "integration", name, checkType, template };
    }
    case "state":
      return { ...base, kind: "state", state: step.state };
    case "wait":
      return { ...base, kind: "wait", reason: step.reason, ms: step.ms };
    case "finding":
      return { ...base, kind: "finding", finding: step.finding };
    case "note":
      return { ...base, kind: "note", text: step.text };
  }
}

type CallStep = Extract<SimulatorStep, { kind: "call" | "arrival" }>;

function toTraceCall(step: CallStep, options: { isLive: boolean }): TraceCall {
  const { request, response } = stepToJson(step);
  const shown = (body: unknown) => shownBody(body, options);
  if (step.kind === "arrival") {
    const { arrival } = step;
    return {
      kind: "call",
      from: "integration",
      operation: arrival.route,
      method: arrival.method,
      url: arrival.target,
      status: arrival.status,
      durationMs: null,
      note: arrival.refusal ?? arrivalNote(arrival),
      isBad: arrival.refusal !== null,
      request: { headers: [], body: shown(request), size: arrival.requestBody.length },
      response:
        arrival.status === null
          ? null
          : { headers: [], body: shown(response), size: arrival.responseBody.length },
    };
  }
  const { call } = step;
  return {
    kind: "call",
    from: "maxsight",
    operation: call.operation,
    method: call.method,
    url: call.url,
    status: call.status,
    durationMs: call.durationMs,
    note: call.error?.message ?? null,
    isBad: call.error !== null || (call.status ?? 0) >= 400,
    request: {
      headers: Object.entries(call.requestHeaders),
      body: shown(request),
      size: call.requestBody?.length ?? 0,
    },
    response:
      call.status === null
        ? null
        : {
            headers: headerPairs(call.responseHeaders),
            body: shown(response),
            size: call.responseBody.length,
          },
  };
}

function arrivalNote({ fault, repeated, updateId }: Extract<CallStep, { kind: "arrival" }>["arrival"]) {
  if (fault !== null) return `${fault.replaceAll("_", " ")}, on request`;
  if (repeated) return "seen before";
  return updateId === null ? null : `update ${updateId.slice(0, 8)}`;
}

function headerPairs(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
}

function shownBody(body: unknown, { isLive }: { isLive: boolean }): string | null {
  if (body === null || body === "") return null;
  const text = typeof body === "string" ? body : JSON.stringify(body, null, 2);
  const shown = isLive ? maskBody(text) : text;
  return shown.length > MAX_BODY ? `${shown.slice(0, MAX_BODY)}\n…` : shown;
}
