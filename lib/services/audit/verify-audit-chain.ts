import { and, asc, desc, eq, gt } from "drizzle-orm";
import { auditLog } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { AUDIT_EXPIRED } from "./expire-audit";
import { GENESIS, hashAuditRow } from "./record-audit";

const BATCH = 1_000;

/** `brokenAtSeq` is the first row whose hash does not follow from its content and the row before; null when all do. */
export type AuditChain = { rows: number; brokenAtSeq: number | null };

/**
 * Walks the tenant's whole audit chain, oldest first, a thousand rows at a time. Where retention has taken the oldest rows,
 * it starts from what the entry that says so names; that entry is part of the chain itself.
 */
export async function verifyAuditChain(ctx: ServiceContext): Promise<AuditChain> {
  requireScope(ctx, "audit:read");
  const start = await readStart(ctx);
  let { seq, previousHash } = start;
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
      if (!follows) return { rows: seq - start.seq, brokenAtSeq: row.seq };
      seq = row.seq;
      previousHash = hash;
    }
    if (batch.length < BATCH) return { rows: seq - start.seq, brokenAtSeq: null };
  }
}

async function readStart(ctx: ServiceContext): Promise<{ seq: number; previousHash: string }> {
  const [last] = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    tx
      .select({ details: auditLog.details })
      .from(auditLog)
      .where(and(eq(auditLog.tenantId, ctx.tenantId), eq(auditLog.action, AUDIT_EXPIRED)))
      .orderBy(desc(auditLog.seq))
      .limit(1),
  );
  const { throughSeq, lastHash } = last?.details ?? {};
  if (typeof throughSeq !== "number" || typeof lastHash !== "string")
    return { seq: 0, previousHash: GENESIS };
  return { seq: throughSeq, previousHash: lastHash };
}
