import { InvalidInputError } from "@/lib/errors";
import type { ReceiverFaults } from "./receiver-faults";
import type { SigningVariation } from "./signing";

/** What the simulator does wrong on purpose (PROTOCOL 19.1, 19.9). Everything off is an exact Maxsight. */
export type SimulatorFaults = {
  signing: SigningVariation;
  receiver: Partial<ReceiverFaults>;
  /** Send the very same signed start request twice. */
  replay: boolean;
  duplicateStart: boolean;
  duplicateReady: boolean;
  duplicateComplete: boolean;
  /** Wait this long between the start answer and ready. */
  lateReadyMs: number;
  skipReady: boolean;
  /** Fetch the result before the integration said that there is one. */
  earlyComplete: boolean;
  unknownMembers: boolean;
  /** Monitored checks: cancel after the notify, before its result is fetched. */
  cancelInFlight: boolean;
  /** Send the second half of every body this much later. */
  slowBodyMs: number;
};

export const EXACT: SimulatorFaults = {
  signing: {},
  receiver: {},
  replay: false,
  duplicateStart: false,
  duplicateReady: false,
  duplicateComplete: false,
  lateReadyMs: 0,
  skipReady: false,
  earlyComplete: false,
  unknownMembers: false,
  cancelInFlight: false,
  slowBodyMs: 0,
};

type FaultRule = { help: string; value?: string; apply: (value: string) => Partial<SimulatorFaults> };

const sign = (signing: SigningVariation) => () => ({ signing });

/** Every fault by the name it has on the command line. */
export const FAULTS: Readonly<Record<string, FaultRule>> = {
  "clock-offset": {
    help: "sign with a clock that is off by so many seconds (negative: behind)",
    value: "seconds",
    apply: (value) => ({ signing: { clockOffsetMs: numberOf("clock-offset", value, 60) * 1000 } }),
  },
  "date-suffix": {
    help: "end the Date header with UTC (default) or -0000 instead of GMT",
    value: "suffix",
    apply: (value) => ({ signing: { dateSuffix: value === "-0000" ? "-0000" : "UTC" } }),
  },
  "hmac-sha256": {
    help: "name the algorithm hmac-sha256 instead of hs2019",
    apply: sign({ algorithm: "hmac-sha256" }),
  },
  "drop-final-quote": {
    help: "leave out the last quote of Authorization",
    apply: sign({ dropFinalQuote: true }),
  },
  "host-unsigned": { help: "leave host out of the signed headers", apply: sign({ omitHost: true }) },
  "wrong-signature": { help: "alter the signature", apply: sign({ corrupt: "signature" }) },
  "wrong-digest": { help: "sign the digest of another body", apply: sign({ corrupt: "digest" }) },
  replay: { help: "send the same signed start request twice", apply: () => ({ replay: true }) },
  "duplicate-start": { help: "start twice with the same id", apply: () => ({ duplicateStart: true }) },
  "duplicate-ready": { help: "say ready twice", apply: () => ({ duplicateReady: true }) },
  "duplicate-complete": { help: "fetch the result twice", apply: () => ({ duplicateComplete: true }) },
  "late-ready": {
    help: "wait before ready",
    value: "seconds",
    apply: (value) => ({ lateReadyMs: numberOf("late-ready", value, 5) * 1000 }),
  },
  "skip-ready": { help: "never say ready", apply: () => ({ skipReady: true }) },
  "early-complete": { help: "fetch the result before the callback", apply: () => ({ earlyComplete: true }) },
  "unknown-members": { help: "add members nobody knows", apply: () => ({ unknownMembers: true }) },
  "callback-500": {
    help: "answer 500 to the first n callbacks",
    value: "n",
    apply: (value) => ({ receiver: { failures: numberOf("callback-500", value, 1) } }),
  },
  "callback-silence": {
    help: "say nothing to the first n callbacks",
    value: "n",
    apply: (value) => ({ receiver: { silences: numberOf("callback-silence", value, 1) } }),
  },
  "lost-acknowledgement": {
    help: "take the first n callbacks and cut the connection before the answer",
    value: "n",
    apply: (value) => ({ receiver: { lostAcknowledgements: numberOf("lost-acknowledgement", value, 1) } }),
  },
  "cancel-in-flight": {
    help: "monitored checks: cancel after the notify, before its result is fetched",
    apply: () => ({ cancelInFlight: true }),
  },
  "slow-body": {
    help: "send the second half of every body later",
    value: "seconds",
    apply: (value) => ({ slowBodyMs: numberOf("slow-body", value, 2) * 1000 }),
  },
};

/** Faults from `name` or `name=value` texts. Throws InvalidInputError that lists the names it knows. */
export function parseFaults(texts: readonly string[]): SimulatorFaults {
  let faults = EXACT;
  for (const text of texts) {
    const [name = "", ...rest] = text.split("=");
    const rule = FAULTS[name];
    if (rule === undefined) {
      throw new InvalidInputError(
        `There is no fault "${name}"; the faults are ${Object.keys(FAULTS).join(", ")}.`,
      );
    }
    const change = rule.apply(rest.join("="));
    faults = {
      ...faults,
      ...change,
      signing: { ...faults.signing, ...change.signing },
      receiver: { ...faults.receiver, ...change.receiver },
    };
  }
  return faults;
}

function numberOf(name: string, text: string, fallback: number): number {
  const value = text === "" ? fallback : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidInputError(`The fault ${name} takes a number, not "${text}".`);
}
