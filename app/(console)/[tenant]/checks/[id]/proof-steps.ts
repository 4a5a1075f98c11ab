import type { ProofStep } from "@/components/proof-band/proof-band";
import { isFinalCheckState } from "@/lib/protocol/states";
import type { CheckDetail } from "@/lib/services/checks";

type Rung = {
  label: string;
  at: Date | null;
  /** Since when it is awaited once the step before is done. */
  since: Date | null;
  note?: string | null;
  nextAt?: Date | null;
  failure?: string | null;
};

/** The steps from acceptance to the fetch, as far as this template has them. */
export function proofSteps(check: CheckDetail): ProofStep[] {
  const rungs = rungsOf(check);
  const lastDone = rungs.findLastIndex((rung) => rung.at !== null);
  const isOver = isFinalCheckState(check.state);
  return rungs.map((rung, index) => {
    if (rung.at !== null) return { label: rung.label, at: rung.at.toISOString(), state: "done" };
    if (index < lastDone) return { label: rung.label, at: null, state: "none", note: "not seen" };
    if (isOver) return { label: rung.label, at: null, state: "none", note: "—" };
    return index === lastDone + 1 ? standingStep(rung) : { label: rung.label, at: null, state: "todo" };
  });
}

function standingStep({ label, since, note, nextAt, failure }: Rung): ProofStep {
  if (failure) return { label, at: null, state: "failed", note: failure };
  const waitingSince = since?.toISOString() ?? null;
  return {
    label,
    at: null,
    state: "now",
    waitingSince,
    note: note ?? null,
    nextAt: nextAt?.toISOString() ?? null,
  };
}

function rungsOf(check: CheckDetail): Rung[] {
  const begin: Rung[] = [
    { label: "Accepted", at: check.createdAt, since: null },
    { label: "Provider done", at: check.resultAt, since: check.startedAt ?? check.createdAt },
  ];
  if (check.checkTemplate === "ONE_TIME_SYNCHRONOUS") {
    return [...begin, { label: "Answered to Maxsight", at: check.fetchedAt, since: check.resultAt }];
  }
  if (check.startAnswered === "errors") {
    return [...begin, { label: "Refused in the start answer", at: check.fetchedAt, since: check.resultAt }];
  }
  const fetched: Rung = {
    label: "Fetched by Maxsight",
    at: check.fetchedAt,
    since: check.acknowledgedAt ?? check.resultAt,
  };
  return check.checkTemplate === "ONE_TIME_POLLING"
    ? [...begin, fetched]
    : [...begin, ...deliveryRungs(check), fetched];
}

function deliveryRungs(check: CheckDetail): Rung[] {
  const newest = check.notifications[0];
  if (newest === undefined) {
    const note = check.readyAt === null ? "for Maxsight's ready" : null;
    return [
      { label: "Queued", at: null, since: check.resultAt, note },
      { label: "Sent", at: check.notifiedAt, since: null },
      { label: "Acknowledged", at: check.acknowledgedAt, since: null },
    ];
  }
  const { attempts, createdAt, nextAttemptAt, state } = newest;
  const note = state === "parked" ? "next try at the latest" : "next try";
  const retry = nextAttemptAt !== null && attempts > 0 ? { note, nextAt: nextAttemptAt } : {};
  const failure = state === "exhausted" ? `given up after ${attempts} attempts` : null;
  return [
    { label: "Queued", at: createdAt, since: null },
    { label: "Sent", at: check.notifiedAt, since: createdAt, failure },
    { label: "Acknowledged", at: check.acknowledgedAt, since: check.notifiedAt, failure, ...retry },
  ];
}
