import { and, desc, eq, gte, inArray, lt, notInArray } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { auditLog } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import type { Period } from "./period";

/** Something a person changed that may explain what the figures show. `subject` is the provider's slug where there is one. */
export type Change = { id: string; at: Date; action: string; actor: string; subject: string | null };

const MOST = 20;

/** What our own simulator and validation do around a run explains no figure. */
const NO_CHANGE = ["temporary_key.created", "temporary_key.ended", "provider.validation_started"];

/** Extracts of the audit trail: providers, keys and secrets only. */
export async function readChanges(tx: Tx, ctx: ServiceContext, period: Period): Promise<Change[]> {
  const rows = await tx
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.tenantId, ctx.tenantId),
        inArray(auditLog.targetKind, ["provider", "signing_key", "secret"]),
        notInArray(auditLog.action, NO_CHANGE),
        gte(auditLog.createdAt, period.from),
        lt(auditLog.createdAt, period.to),
      ),
    )
    .orderBy(desc(auditLog.createdAt), desc(auditLog.seq))
    .limit(MOST);
  return rows.map((row) => ({
    id: row.id,
    at: row.createdAt,
    action: row.action,
    actor: row.actorLabel,
    subject: typeof row.details.slug === "string" ? row.details.slug : null,
  }));
}
