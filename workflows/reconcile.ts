import { announceChanges } from "@/lib/db/changes";
import type { CheckId, TenantId } from "@/lib/ids";
import type { Runtime } from "@/lib/services/context";

/** One thing the reconciler found and mended. The causes are a small closed set: they are the label of a metric. */
export type Repair = { tenantId: TenantId; checkId: CheckId; cause: string };

const BATCH = 1000;

/**
 * One round: makes lifecycles due that should have moved and did not, so that the starter wakes them, and ends attempts
 * to notify that lost their process. Both are late by more than a minute, which is longer than an attempt may take
 * (NOTIFY_POLICY). Nothing to find is normal. Safe to repeat and to run in several workers at once.
 */
export async function reconcile({ db }: Runtime): Promise<Repair[]> {
  const repairs = await db.sql<Repair[]>`
    select tenant_id as "tenantId", check_id as "checkId", cause
    from system_reconcile(interval '60 seconds', ${BATCH}::int)
    union all
    select tenant_id, check_id, cause from system_close_attempts(interval '60 seconds', ${BATCH}::int)`;
  for (const { tenantId, cause } of repairs)
    announceChanges(db, tenantId, [cause === "attempt_interrupted" ? "notifications" : "checks"]);
  return [...repairs];
}

/** How many of each cause. */
export function countCauses(repairs: readonly Repair[]): Record<string, number> {
  const causes: Record<string, number> = {};
  for (const { cause } of repairs) causes[cause] = (causes[cause] ?? 0) + 1;
  return causes;
}
