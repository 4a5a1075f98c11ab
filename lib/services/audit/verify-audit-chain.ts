import { and, asc, eq, gt } from "drizzle-orm";
import { auditLog } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { GENESIS, hashAuditRow } from "./record-audit";

const BATCH = 1_000;

/** `brokenAtSeq` is the first row whose hash does not follow from its content and the row before; null when all do. */
export type AuditChain = { rows: number; brokenAtSeq: number | null };

/** Walks the tenant's whole audit chain, oldest first, a thousand rows at a time. */
export async function verifyAuditChain(ctx: ServiceContext): Promise<AuditChain> {
  requireScope(ctx, "audit:read");
  let seq = 0;
  let previousHash = GENESIS;
  for (;;) {
    const after = seq;
    // Each batch needs the last one's end; a short transaction each, so that a long chain holds none open.
    // oxlint-disable-next-line no-await-in-loop
    const batch = await asTenant(ctx.db, ctx.tenantId, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(and(eq(auditLog.tenantId, ctx.tenantId), gt(auditLog.seq, after)))
        .orderBy(asc(auditLog.seq))
        .limit(BATCH),
    );
    for (const { hash, ...row } of batch) {
      const follows = row.seq === seq + 1 && row.previousHash === previousHash && hash === hashAuditRow(row);
      if (!follows) return { rows: seq, brokenAtSeq: row.seq };
      seq = row.seq;
      previousHash = hash;
    }
    if (batch.length < BATCH) return { rows: seq, brokenAtSeq: null };
  }
}
