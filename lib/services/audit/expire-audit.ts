import { and, asc, eq, lt, sql } from "drizzle-orm";
import { auditLog } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";
import { recordAudit } from "./record-audit";

/** The action of the entry that says where the chain begins now. */
export const AUDIT_EXPIRED = "audit.expired";

/**
 * Removes at most `batch` of the tenant's oldest audit rows from before `cutoff`, and writes into the same chain through
 * which row and with which hash, so that what is left still verifies. Gives how many went; repeating it goes on.
 */
export async function expireAudit(
  ctx: ServiceContext,
  input: { cutoff: Date; batch: number },
): Promise<number> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const oldest = await tx
      .select({ seq: auditLog.seq, hash: auditLog.hash })
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, ctx.tenantId), lt(auditLog.createdAt, input.cutoff)))
      .orderBy(asc(auditLog.seq))
      .limit(input.batch);
    const last = oldest.at(-1);
    if (last === undefined) return 0;
    await recordAudit(tx, ctx, {
      action: AUDIT_EXPIRED,
      targetKind: "tenant",
      targetId: ctx.tenantId,
      details: { throughSeq: last.seq, lastHash: last.hash, rows: oldest.length },
    });
    const cutoff = input.cutoff.toISOString();
    await tx.execute(sql`select expire_audit_rows(${last.seq}, ${cutoff}::timestamptz)`);
    return oldest.length;
  });
}
