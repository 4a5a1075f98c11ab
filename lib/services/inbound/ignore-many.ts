import { and, desc, eq, inArray, type SQL } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { inboundEvents, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { recordAudit } from "../audit";
import { requireScope, type ServiceContext } from "../context";
import { inboundConditions } from "./list-inbound";
import type { IgnoreManyInboundInput } from "./schemas";

/** So many by one call with a filter: the transaction stays short, and the audit row names them all. */
const MOST_AT_ONCE = 1000;

export type IgnoredMany = { ignored: number; skipped: number; hasMore: boolean };

/**
 * Takes events out of the tray, named ones or the newest that fit a filter, with one audit row. Those that belong to a
 * check, or are ignored already, are left as they are and counted as skipped.
 */
export async function ignoreManyInbound(
  ctx: ServiceContext,
  input: IgnoreManyInboundInput,
): Promise<IgnoredMany> {
  requireScope(ctx, "checks:write");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const wanted = input.ids ?? [];
    const found = await lockWaiting(tx, ctx, {
      where:
        input.ids === undefined ? inboundConditions(input.filter ?? {}) : [anyOf(inboundEvents.id, wanted)],
      limit: MOST_AT_ONCE + 1,
    });
    const ids = found.slice(0, MOST_AT_ONCE);
    if (ids.length > 0) await ignore(tx, ctx, { ids, reason: input.reason });
    const skipped = Math.max(0, new Set(wanted).size - ids.length);
    return { ignored: ids.length, skipped, hasMore: found.length > MOST_AT_ONCE };
  });
}

async function lockWaiting(
  tx: Tx,
  ctx: ServiceContext,
  { where, limit }: { where: (SQL | undefined)[]; limit: number },
): Promise<string[]> {
  const rows = await tx
    .select({ id: inboundEvents.id })
    .from(inboundEvents)
    .innerJoin(providers, eq(providers.id, inboundEvents.providerId))
    .where(
      and(
        eq(inboundEvents.tenantId, ctx.tenantId),
        inArray(inboundEvents.state, ["unmatched", "failed"]),
        ...where,
      ),
    )
    .orderBy(desc(inboundEvents.createdAt), desc(inboundEvents.id))
    .limit(limit)
    .for("update", { of: inboundEvents });
  return rows.map(({ id }) => id);
}

async function ignore(
  tx: Tx,
  ctx: ServiceContext,
  { ids, reason }: { ids: string[]; reason: string },
): Promise<void> {
  await tx
    .update(inboundEvents)
    .set({ state: "ignored", ignoredReason: reason })
    .where(and(eq(inboundEvents.tenantId, ctx.tenantId), anyOf(inboundEvents.id, ids)));
  await recordAudit(tx, ctx, {
    action: "inbound.ignored",
    targetKind: "inbound_event",
    targetId: ids.length === 1 ? (ids[0] ?? "") : `${ids.length} events`,
    reason,
    details: { events: ids },
  });
}
