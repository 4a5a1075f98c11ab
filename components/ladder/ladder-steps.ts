/** The four rungs of a delivery, in the same words everywhere. */
export const RUNGS = ["queued", "sent", "acknowledged", "fetched"] as const;
export type Rung = (typeof RUNGS)[number];

export type RungState = "done" | "now" | "todo" | "failed" | "parked";
export type LadderSteps = readonly [RungState, RungState, RungState, RungState];

export const NO_DELIVERY: LadderSteps = ["todo", "todo", "todo", "todo"];
export const DELIVERED: LadderSteps = ["done", "done", "done", "done"];

type DeliveryState =
  | "queued"
  | "delivering"
  | "acknowledged"
  | "fetched"
  | "parked"
  | "exhausted"
  | "suppressed"
  | "cancelled";

/** What is known of a delivery; `state` is the notification's. */
export type DeliveryFacts = { state: DeliveryState; attempts: number; fetchedAt: string | Date | null };

const STANDING: Record<DeliveryState, LadderSteps> = {
  queued: ["done", "now", "todo", "todo"],
  delivering: ["done", "now", "todo", "todo"],
  acknowledged: ["done", "done", "done", "now"],
  fetched: DELIVERED,
  parked: ["done", "parked", "todo", "todo"],
  exhausted: ["done", "failed", "todo", "todo"],
  suppressed: ["done", "todo", "todo", "todo"],
  cancelled: ["done", "todo", "todo", "todo"],
};

/** The rungs of one notification: what is done, where it stands, what is to come. */
export function ladderOf({ state, attempts, fetchedAt }: DeliveryFacts): LadderSteps {
  if (fetchedAt !== null) return DELIVERED;
  if (state === "queued" && attempts === 0) return ["now", "todo", "todo", "todo"];
  return STANDING[state];
}

const LAST_WORDS: Record<Exclude<RungState, "done" | "todo">, (rung: Rung) => string> = {
  now: (rung) => (rung === "queued" ? "queued, not sent" : `not ${rung} yet`),
  failed: (rung) => `not ${rung}, delivery failed`,
  parked: (rung) => `not ${rung}, parked`,
};

/** The ladder in words for screen readers: `acknowledged, not fetched yet`. */
export function ladderName(steps: LadderSteps): string {
  const done = steps.findLastIndex((step) => step === "done");
  const at = steps.findIndex((step) => step === "now" || step === "failed" || step === "parked");
  const reached = RUNGS[done];
  const standing = RUNGS[at];
  const state = steps[at];
  if (!standing || !state || state === "done" || state === "todo") return reached ?? "nothing to deliver yet";
  const waiting = LAST_WORDS[state](standing);
  return reached ? `${reached}, ${waiting}` : waiting;
}
