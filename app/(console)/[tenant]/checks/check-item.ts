import type { CheckItem } from "@/components/check/check-list-item";
import type { CheckListItem } from "@/lib/services/checks";

/** A stored check as lists show it. */
export function toCheckItem(check: CheckListItem): CheckItem {
  return {
    id: check.id,
    maxsightId: check.maxsightId,
    reference: check.reference,
    providerName: check.provider.name,
    providerReference: check.providerReference,
    checkType: check.checkType,
    template: check.checkTemplate,
    environment: check.environment,
    version: check.version,
    isDemo: check.isDemo,
    state: check.state,
    outcome: check.outcome,
    decision: check.decision,
    errorType: check.errorType,
    delivery: check.delivery && { state: check.delivery.state, attempts: check.delivery.attempts },
    createdAt: check.createdAt.toISOString(),
    resultAt: check.resultAt?.toISOString() ?? null,
    fetchedAt: check.fetchedAt?.toISOString() ?? null,
    finishedAt: check.finishedAt?.toISOString() ?? null,
    wait: check.wait && { ...check.wait, until: check.wait.until?.toISOString() ?? null },
  };
}
