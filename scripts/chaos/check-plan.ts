import { Dice } from "../rig/dice";

export const LIFECYCLES = [
  "synchronous",
  "callback, demo",
  "callback, webhook",
  "callback, poll",
  "polling",
  "monitored, webhook",
  "monitored, poll",
] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** Everything that is decided about one check before it begins. */
export type CheckPlan = {
  number: number;
  lifecycle: Lifecycle;
  /** Goes in as the family name and must come back in every result of this check, and of no other. */
  token: string;
  /** Between the provider's start answer and its result, and between the results of a monitored check. */
  gapsMs: number[];
  /** How many results the provider gives. */
  results: number;
  /** The provider announces each result twice. */
  isWebhookDoubled: boolean;
  /** The first webhook leaves before the answer to the start call. */
  isWebhookEarly: boolean;
  /** What Maxsight does wrong with the first calls that reach it: 500, and taking one without answering. */
  failures: number;
  lostAcknowledgements: number;
  isReadyDoubled: boolean;
  isCompleteDoubled: boolean;
};

/** The n-th check of a seed; the same whenever it is asked for. */
export function planCheck(seed: number, number: number): CheckPlan {
  const dice = new Dice(seed, number);
  const lifecycle = LIFECYCLES[dice.between(0, LIFECYCLES.length - 1)] ?? "synchronous";
  const results = lifecycle.startsWith("monitored") ? dice.between(2, 4) : 1;
  const isSynchronous = lifecycle === "synchronous";
  return {
    number,
    lifecycle,
    token: `Check${number}`,
    results,
    gapsMs: Array.from({ length: results }, () => dice.between(0, isSynchronous ? 400 : 2500)),
    isWebhookDoubled: dice.chance(0.1),
    isWebhookEarly: dice.chance(0.1),
    failures: dice.chance(0.03) ? 1 : 0,
    lostAcknowledgements: dice.chance(0.05) ? 1 : 0,
    isReadyDoubled: dice.chance(0.1),
    isCompleteDoubled: dice.chance(0.1),
  };
}
