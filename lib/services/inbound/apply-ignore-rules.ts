import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { WebhookDelivery } from "@/lib/connectors/connector";
import type { Tx } from "@/lib/db/client";
import { inboundEvents, inboundIgnoreRules } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { ServiceContext } from "../context";
import { findJsonPayloads } from "../payloads";
import { afterPosition } from "../keyset";
import type { Position } from "../page";
import type { EventRow } from "./record-event";
import { fieldReader } from "./rule-field";
import { type StoredDelivery, toDelivery } from "./stored-delivery";

export type RuleRow = typeof inboundIgnoreRules.$inferSelect;

/**
 * Puts an event that found no check away where a standing rule of its provider says so; the oldest rule that fits counts.
 * Only such events come here, so that what belongs to a check pays nothing for the rules.
 */
export async function applyIgnoreRules(
  ctx: ServiceContext,
  { event, delivery }: { event: EventRow; delivery: WebhookDelivery },
): Promise<void> {
  await asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const rules = await tx
      .select()
      .from(inboundIgnoreRules)
      .where(
        and(
          eq(inboundIgnoreRules.tenantId, ctx.tenantId),
          eq(inboundIgnoreRules.providerId, event.providerId),
          isNull(inboundIgnoreRules.removedAt),
        ),
      )
      .orderBy(asc(inboundIgnoreRules.createdAt), asc(inboundIgnoreRules.id));
    const read = fieldReader(delivery);
    const rule = rules.find(({ field, equals }) => read(field) === equals);
    if (rule !== undefined) await putAway(tx, ctx, { rule, eventIds: [event.id] });
  });
}

/** Takes unmatched events out of the tray in the name of a rule, and counts them there. Resolves how many. */
export async function putAway(
  tx: Tx,
  ctx: ServiceContext,
  { rule, eventIds }: { rule: RuleRow; eventIds: string[] },
): Promise<number> {
  if (eventIds.length === 0) return 0;
  const gone = await tx
    .update(inboundEvents)
    .set({ state: "ignored", ignoredReason: rule.reason, ignoredBy: rule.id })
    .where(
      and(
        eq(inboundEvents.tenantId, ctx.tenantId),
        anyOf(inboundEvents.id, eventIds),
        eq(inboundEvents.state, "unmatched"),
      ),
    )
    .returning({ id: inboundEvents.id });
  if (gone.length === 0) return 0;
  await tx
    .update(inboundIgnoreRules)
    .set({ ignoredCount: sql`${inboundIgnoreRules.ignoredCount} + ${gone.length}`, lastIgnoredAt: ctx.now() })
    .where(eq(inboundIgnoreRules.id, rule.id));
  return gone.length;
}

const BATCH = 50;
/** Bodies have to be read for it: a bounded look, and the rest goes when it is sent again or by hand. */
const MOST_LOOKED_AT = 500;

/** Puts away what waits in the tray already, the newest first. Safe to repeat: what is gone is not found again. */
export async function sweepTray(ctx: ServiceContext, rule: RuleRow): Promise<number> {
  let count = 0;
  let after: Position | null = null;
  for (let looked = 0; looked < MOST_LOOKED_AT; looked += BATCH) {
    const swept = await sweepBatch(ctx, { rule, after });
    count += swept.count;
    after = swept.next;
    if (after === null) break;
  }
  return count;
}

function sweepBatch(
  ctx: ServiceContext,
  { rule, after }: { rule: RuleRow; after: Position | null },
): Promise<{ count: number; next: Position | null }> {
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const rows = await tx
      .select({
        id: inboundEvents.id,
        payloadId: inboundEvents.payloadId,
        createdAt: inboundEvents.createdAt,
      })
      .from(inboundEvents)
      .where(
        and(
          eq(inboundEvents.tenantId, ctx.tenantId),
          eq(inboundEvents.providerId, rule.providerId),
          eq(inboundEvents.state, "unmatched"),
          afterPosition({ at: inboundEvents.createdAt, id: inboundEvents.id }, after),
        ),
      )
      .orderBy(desc(inboundEvents.createdAt), desc(inboundEvents.id))
      .limit(BATCH);
    const bodies = await findJsonPayloads<StoredDelivery>(
      ctx,
      tx,
      rows.map(({ payloadId }) => payloadId),
    );
    const fitting = rows.filter(({ payloadId }) => {
      const stored = bodies.get(payloadId);
      return stored !== undefined && fieldReader(toDelivery(stored))(rule.field) === rule.equals;
    });
    const count = await putAway(tx, ctx, { rule, eventIds: fitting.map(({ id }) => id) });
    const last = rows.length < BATCH ? undefined : rows.at(-1);
    return { count, next: last === undefined ? null : { at: last.createdAt, id: last.id } };
  });
}
