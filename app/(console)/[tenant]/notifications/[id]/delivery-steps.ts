import type { ProofStep } from "@/components/proof-band/proof-band";
import type { NotificationDetail } from "@/lib/services/notifications";

/** Queued, sent, acknowledged, fetched: each with its time, or what it waits for. */
export function deliverySteps(notification: NotificationDetail): ProofStep[] {
  const { createdAt, acknowledgedAt, fetchedAt, attemptRows, attempts, state } = notification;
  const sentAt = attemptRows[0]?.createdAt ?? null;
  const failure = state === "exhausted" ? `given up after ${attempts} attempts` : null;
  const steps = [
    { label: "Queued", at: createdAt, since: null },
    { label: "Sent", at: sentAt, since: createdAt },
    { label: "Acknowledged", at: acknowledgedAt, since: sentAt },
    { label: "Fetched by Maxsight", at: fetchedAt, since: acknowledgedAt },
  ];
  const lastDone = steps.findLastIndex((step) => step.at !== null);
  const isOver = state === "cancelled" || state === "suppressed";
  return steps.map(({ label, at, since }, index) => {
    if (at !== null) return { label, at: at.toISOString(), state: "done" };
    if (index < lastDone) return { label, at: null, state: "none", note: "not seen" };
    if (isOver) return { label, at: null, state: "none", note: state };
    if (index > lastDone + 1) return { label, at: null, state: "todo" };
    return failure === null || label === "Fetched by Maxsight"
      ? {
          label,
          at: null,
          state: "now",
          waitingSince: since?.toISOString() ?? null,
          ...nextTry(notification),
        }
      : { label, at: null, state: "failed", note: failure };
  });
}

function nextTry({ nextAttemptAt, attempts, state }: NotificationDetail): Pick<ProofStep, "note" | "nextAt"> {
  if (nextAttemptAt === null || attempts === 0) return {};
  const note = state === "parked" ? "next try at the latest" : "next try";
  return { note, nextAt: nextAttemptAt.toISOString() };
}
