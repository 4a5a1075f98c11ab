import type { AttemptItem } from "@/components/notification/attempt-list";
import { explainAttemptError } from "@/lib/services/notifications";
import type { CheckDetail } from "@/lib/services/checks";

type Attempt = CheckDetail["notifications"][number]["attemptRows"][number];

/** Attempts newest first, each with what its failure means. */
export function toAttemptItems(attempts: readonly Attempt[]): AttemptItem[] {
  return attempts
    .toSorted((left, right) => right.createdAt.getTime() - left.createdAt.getTime())
    .map(toAttemptItem);
}

function toAttemptItem(attempt: Attempt): AttemptItem {
  const explained = attempt.errorCode === null ? null : explainAttemptError(attempt.errorCode);
  return {
    id: attempt.id,
    number: attempt.number,
    trigger: attempt.trigger,
    actor: attempt.actor,
    reason: attempt.reason,
    url: attempt.url,
    at: attempt.createdAt.toISOString(),
    status: attempt.status,
    errorCode: attempt.errorCode,
    sentence: explained?.sentence ?? null,
    nextStep: explained?.nextStep ?? null,
    ackId: attempt.ackId,
    durationMs: attempt.durationMs,
    isUnderWay: attempt.finishedAt === null,
    exchangeId: attempt.exchangeId,
  };
}
