import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { MaxsightEnvironment } from "@/lib/protocol/environment";
import type { CheckState, Decision, NotificationState } from "@/lib/protocol/states";
import type { Wait } from "@/lib/services/checks";
import type { Tone } from "@/components/ui/tone";
import { DELIVERED, ladderOf, NO_DELIVERY, type LadderSteps } from "@/components/ladder/ladder-steps";

/** What words about a check are made from. */
export type CheckFacts = {
  state: CheckState;
  template: CheckTemplate;
  outcome: "result" | "errors" | null;
  /** Where its newest notification stands; null when none was ever due. */
  delivery: { state: NotificationState; attempts: number } | null;
  fetchedAt: string | null;
};

export type StateWords = { tone: Tone; word: string; isLive: boolean };

const STATES: Record<CheckState, StateWords> = {
  accepted: { tone: "run", word: "Accepted", isLive: true },
  in_progress: { tone: "run", word: "In progress", isLive: true },
  result_ready: { tone: "run", word: "Result ready", isLive: false },
  monitoring: { tone: "run", word: "Monitoring", isLive: false },
  finished: { tone: "good", word: "Finished", isLive: false },
  cancelled: { tone: "none", word: "Cancelled", isLive: false },
  expired: { tone: "wait", word: "Expired", isLive: false },
};

/** Where a check stands, in one word; a delivery that is stuck counts more than the check's own state. */
export function stateWords({ state, outcome, delivery }: CheckFacts): StateWords {
  if (state === "result_ready" && delivery?.state === "parked") {
    return { tone: "park", word: "Parked", isLive: false };
  }
  if (state === "result_ready" && delivery?.state === "exhausted") {
    return { tone: "bad", word: "Not delivered", isLive: false };
  }
  if (state === "finished" && outcome === "errors") return { ...STATES.finished, tone: "bad" };
  return STATES[state];
}

/** The word of a state alone, for filters. */
export function stateName(state: CheckState): string {
  return STATES[state].word;
}

/** The rungs of a check's delivery. A check without notifications is delivered when Maxsight has its answer. */
export function checkLadder({ delivery, fetchedAt, outcome }: CheckFacts): LadderSteps {
  if (fetchedAt !== null) return DELIVERED;
  if (delivery) return ladderOf({ ...delivery, fetchedAt });
  return outcome === null ? NO_DELIVERY : ["now", "todo", "todo", "todo"];
}

/** After "waits for", short enough for a row; the sentence of the wait says more. */
export const WAIT_WORDS: Record<Wait["on"], string> = {
  applicant: "the applicant",
  provider: "the provider",
  maxsight: "Maxsight",
  breaker: "a breaker",
  rate_limit: "its turn",
  person: "a person",
  gatehouse: "a worker",
};

export const DECISION_TONES: Record<Decision, Tone> = {
  PASS: "good",
  FAIL: "bad",
  PARTIAL: "wait",
  WARN: "wait",
  ERROR: "bad",
};

export const TEMPLATE_NAMES: Record<CheckTemplate, string> = {
  ONE_TIME_SYNCHRONOUS: "Synchronous",
  ONE_TIME_POLLING: "Polling",
  ONE_TIME_CALLBACK: "Callback",
  MONITORED_CALLBACK: "Monitored",
  MONITORED_POLLING: "Monitored polling",
};

export const ENVIRONMENT_NAMES: Record<MaxsightEnvironment, string> = {
  eu: "EU",
  "eu-staging": "EU staging",
  us: "US",
  ae: "UAE",
  "ae-staging": "UAE staging",
  custom: "Custom",
};

export const TYPE_NAMES: Record<CheckType, string> = {
  INDIVIDUAL_CUSTOM: "Custom check of a person",
  COMPANY_CUSTOM: "Custom check of a company",
  IDENTITY_CHECK: "Identity check",
  COMPANY_DATA: "Company data",
  DOCUMENT_VERIFICATION: "Document verification",
  DOCUMENT_FETCH: "Document fetch",
  DOCUMENT_CAPTURE: "Document capture",
  PEPS_AND_SANCTIONS_SCREEN: "PEPs and sanctions screen",
  COMPANY_PEPS_AND_SANCTIONS_SCREEN: "PEPs and sanctions screen of a company",
};

/** How the answer travels, in a sentence: "by callback". */
export const TEMPLATE_PHRASES: Record<CheckTemplate, string> = {
  ONE_TIME_SYNCHRONOUS: "answered at once",
  ONE_TIME_POLLING: "by polling",
  ONE_TIME_CALLBACK: "by callback",
  MONITORED_CALLBACK: "monitored, by callback",
  MONITORED_POLLING: "monitored, by polling",
};
