import { templateTimings } from "@/lib/protocol/check-template";

export type RequestPhase = "start" | "poll" | "ready" | "complete" | "download";

/** What a check template says about time, whichever of the forms of PROTOCOL 6.3 it was written in. */
export type TemplatePlan = {
  type: string;
  requestTimeoutMs: (phase: RequestPhase) => number;
  /** How long the answer after a callback may take. */
  callbackTimeoutMs: number;
  polling: { initialIntervalMs: number; pollingIntervalMs: number; maxPolls: number };
  /** Legacy monitoring: between two questions for an update. */
  updateIntervalMs: number;
};

/** Reads any form tolerantly; what is missing gets the defaults of PROTOCOL 8. */
export function planOf(template: Record<string, unknown>): TemplatePlan {
  const timings = templateTimings(template);
  return {
    type: typeof template["type"] === "string" ? template["type"] : "",
    requestTimeoutMs: (phase) => timings.requestTimeoutSeconds(phase) * 1000,
    callbackTimeoutMs: timings.callbackTimeoutSeconds("complete") * 1000,
    polling: {
      initialIntervalMs: timings.initialIntervalSeconds * 1000,
      pollingIntervalMs: timings.pollingIntervalSeconds * 1000,
      maxPolls: timings.maxPolls,
    },
    updateIntervalMs: timings.updateIntervalSeconds * 1000,
  };
}
