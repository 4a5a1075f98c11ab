import type { CheckId, TenantId } from "@/lib/ids";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckRef, Runtime } from "@/lib/services/context";

type DueRow = { tenant_id: TenantId; check_id: CheckId; check_template: CheckTemplate };

/**
 * Leases checks of all tenants that have been due for longer than `overdueMs`. Another worker gets others; a lease that
 * nobody settles becomes due again.
 */
export async function claimDueChecks(
  runtime: Runtime,
  options: { limit: number; overdueMs: number; leaseMs: number },
): Promise<CheckRef[]> {
  const { limit, overdueMs, leaseMs } = options;
  const rows = await runtime.db.sql<DueRow[]>`
    select tenant_id, check_id, check_template
    from system_claim_due_checks(${limit}::int, ${overdueMs}::int * interval '1 millisecond',
      ${leaseMs}::int * interval '1 millisecond')`;
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    checkId: row.check_id,
    template: row.check_template,
  }));
}
