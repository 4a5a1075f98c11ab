import { mergeCustomData } from "@/lib/protocol/custom-data";
import type { CallInput, IntegrationCall, IntegrationClient } from "./client";
import type { SimulatorFaults } from "./faults";
import type { Finding } from "./findings";
import { warning } from "./findings";
import { hasErrors, inspectPair, isObject } from "./inspect-answer";
import type { Integration } from "./integration";
import { isSuccess, problemOf } from "./read-integration";
import type { Inbox } from "./inbox";
import type { Receiver } from "./receiver";
import type { SimulatedState, SimulatorStep } from "./trace";

type Json = Record<string, unknown>;

export type EndState = "completed" | "errored" | "timed_out" | "protocol_error";

/** How a check ended. `reason` says why when it did not complete; `answer` is the last answer with a result or errors. */
export type Ending = { state: EndState; reason: string | null; answer: Json | null };

export type Answered = { ok: true; json: Json; call: IntegrationCall } | { ok: false; ending: Ending };

/** The members that every request of one check repeats (PROTOCOL 9.1). */
export type CheckMembers = {
  checkInput: Json;
  demoResult: string | null;
  relationship: "DIRECT" | "PASSFORT";
  providerConfig: Json;
  credentials: Json | null;
};

export type MonitoringPlan = {
  /** How many updates to take, the first result included, before monitoring is cancelled. */
  updates: number;
  /** false leaves the check monitored when the run ends. */
  cancel: boolean;
};

export type RunSetup = {
  checkId: string;
  client: IntegrationClient;
  integration: Integration;
  receiver: Receiver | null;
  members: CheckMembers;
  faults: SimulatorFaults;
  /** Waits of the sequence are multiplied by this; network timeouts are not. */
  timeScale: number;
  /** How long a callback or notify may take to arrive; nothing documents it (PROTOCOL 7.3). */
  callbackDeadlineMs: number;
  /** Fetch the result after the deadline although nobody announced it, to tell a lost callback from a lost result. */
  fetchUnannounced: boolean;
  monitoring: MonitoringPlan;
  signal: AbortSignal | undefined;
  now: () => number;
  emit: (step: SimulatorStep) => void;
};

export type Pair = { providerId: string; reference: string };

/** One check in progress: what was learned so far, and the moves that all templates share. */
export class Run {
  readonly setup: RunSetup;
  readonly findings: Finding[] = [];
  customData: Json = {};
  pair: Pair | null = null;
  inbox: Inbox | null = null;
  updates: Json[] = [];

  constructor(setup: RunSetup) {
    this.setup = setup;
  }

  enter(state: SimulatedState): void {
    this.emit({ kind: "state", state });
  }

  note(text: string): void {
    this.emit({ kind: "note", text });
  }

  find(operation: string, found: ReadonlyArray<Omit<Finding, "operation">>): void {
    for (const entry of found) {
      const finding = { ...entry, operation };
      this.findings.push(finding);
      this.emit({ kind: "finding", finding });
    }
  }

  /** Waits `ms` × the time scale, shorter when the run is stopped. */
  async pause(ms: number, reason: string): Promise<void> {
    const scaled = ms * this.setup.timeScale;
    this.emit({ kind: "wait", reason, ms: scaled });
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.setup.signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, scaled);
      this.setup.signal?.addEventListener("abort", done);
      if (this.setup.signal?.aborted === true) done();
    });
  }

  /** One call, traced; its answer is inspected only as far as HTTP goes. */
  async call(input: CallInput): Promise<IntegrationCall> {
    const call = await this.setup.client.call(input);
    this.emit({ kind: "call", call });
    this.find(input.operation, inspectHttp(call));
    const doubt = isSuccess(call) ? this.setup.client.doubtSignature(call) : null;
    if (doubt !== null)
      this.find(input.operation, [warning("2.10", "", `the answer is signed wrongly: ${doubt}`)]);
    return call;
  }

  /** A call whose answer must be a JSON object with a 2xx status; anything else ends the check (PROTOCOL 19.5). */
  async ask(input: CallInput): Promise<Answered> {
    return this.read(await this.call(input));
  }

  /** As `ask`, tried three times while the network fails: a result that exists is worth asking for again. */
  async askForResult(input: CallInput): Promise<Answered> {
    let call = await this.call(input);
    for (let attempt = 1; attempt < 3 && call.error !== null; attempt += 1) {
      await this.pause(attempt * 1000, "before asking again");
      call = await this.call(input);
    }
    return this.read(call);
  }

  /** Keeps what the answer says about custom_data and checks that it is about this check. */
  read(call: IntegrationCall): Answered {
    if (!isSuccess(call) || call.json === null) return { ok: false, ending: this.unusable(call) };
    this.merge(call.json["custom_data"]);
    if (this.pair !== null) this.find(call.operation, inspectPair(call.json, this.pair));
    return { ok: true, json: call.json, call };
  }

  /** Newer values win, key by key (PROTOCOL 9.6). */
  merge(customData: unknown): void {
    if (isObject(customData)) this.customData = mergeCustomData(this.customData, customData);
  }

  unusable(call: IntegrationCall): Ending {
    const state = call.error?.code === "timeout" ? "timed_out" : "protocol_error";
    return { state, reason: problemOf(call), answer: call.json };
  }

  /** The ending that a final answer means (PROTOCOL 9.2). */
  ending(answer: Json): Ending {
    if (hasErrors(answer)) return { state: "errored", reason: errorText(answer), answer };
    const { checkType } = this.setup.integration;
    if (hasResult(answer) || checkType === "COMPANY_DATA")
      return { state: "completed", reason: null, answer };
    return { state: "protocol_error", reason: "the final answer has neither errors nor a result", answer };
  }

  private emit(step: DistributiveOmit<SimulatorStep, "atMs" | "checkId">): void {
    this.setup.emit({ ...step, atMs: this.setup.now(), checkId: this.setup.checkId });
  }
}

type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

const hasResult = (answer: Json): boolean =>
  isObject(answer["check_output"]) || isObject(answer["result"]) || typeof answer["result"] === "string";

function errorText(answer: Json): string {
  const errors: unknown[] = Array.isArray(answer["errors"]) ? answer["errors"] : [];
  return errors
    .map((error) => (isObject(error) ? `${String(error["type"])}: ${String(error["message"])}` : "an error"))
    .join("; ");
}

/** Success is sent as exactly 200, and JSON is called JSON (PROTOCOL 1.2, 1.4). */
function inspectHttp(call: IntegrationCall): Array<Omit<Finding, "operation">> {
  if (!isSuccess(call)) return [];
  const found: Array<Omit<Finding, "operation">> = [];
  if (call.status !== 200) found.push(warning("1.4", "", `answered ${call.status}; send 200`));
  const contentType = call.responseHeaders["content-type"] ?? "";
  if (call.json !== null && !/^application\/json\b/i.test(contentType)) {
    found.push(warning("1.2", "", `Content-Type is "${contentType}"; send application/json`));
  }
  return found;
}
