import type { CheckId } from "@/lib/ids";
import { and, desc, eq, gte, isNotNull, isNull, lt, type SQL } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { checks, notifications, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { type Page, type PageRequest, toPage } from "../page";
import type { CheckRow } from "./check-row";
import type { Wait } from "./explain-wait";
import { readWaits } from "./read-waits";
import type { CheckFilter } from "./schemas";

/** Where the newest notification of a check stands; null when none was ever due. */
export type Delivery = {
  id: string;
  updateId: string | null;
  state: (typeof notifications.$inferSelect)["state"];
  attempts: number;
  nextAttemptAt: Date | null;
  ackId: string | null;
  lastStatus: number | null;
  lastErrorCode: string | null;
};

export type CheckListItem = CheckRow & {
  provider: { id: string; slug: string; name: string };
  delivery: Delivery | null;
  /** For whom or what it waits; null when it has ended for everybody. */
  wait: Wait | null;
};

/** A page of checks, newest first. At most five queries, whatever the page; no body is read. */
export async function listChecks(
  ctx: ServiceContext,
  input: { filter: CheckFilter; page: PageRequest },
): Promise<Page<CheckListItem>> {
  requireScope(ctx, "checks:read");
  const { limit } = input.page;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const rows = await tx
      .select({ check: checks, provider: { id: providers.id, slug: providers.slug, name: providers.name } })
      .from(checks)
      .innerJoin(providers, eq(providers.id, checks.providerId))
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          ...checkConditions(input.filter),
          afterPosition({ at: checks.createdAt, id: checks.id }, input.page.after),
        ),
      )
      .orderBy(desc(checks.createdAt), desc(checks.id))
      .limit(limit + 1);
    const deliveries = await readDeliveries(
      tx,
      ctx,
      rows.map((row) => row.check.id),
    );
    const delivered = rows.map(({ check, provider }) => ({
      ...check,
      provider,
      delivery: deliveries.get(check.id) ?? null,
    }));
    const waits = await readWaits(tx, ctx, delivered);
    const items = delivered.map((item) => ({ ...item, wait: waits.get(item.id) ?? null }));
    return toPage(items, limit, (item) => ({ at: item.createdAt, id: item.id }));
  });
}

/** What a filter means, for a query that joins `providers`; bulk actions use the same. */
export function checkConditions(filter: CheckFilter): (SQL | undefined)[] {
  const equals = <Value>(value: Value | undefined, make: (value: Value) => SQL | undefined) =>
    value === undefined ? undefined : make(value);
  return [
    equals(filter.provider, (slug) => eq(providers.slug, slug)),
    equals(filter.state, (state) => eq(checks.state, state)),
    equals(filter.outcome, (outcome) => eq(checks.outcome, outcome)),
    equals(filter.decision, (decision) => eq(checks.decision, decision)),
    equals(filter.leg, legCondition),
    equals(filter.maxsight_id, (id) => eq(checks.maxsightId, id)),
    equals(filter.reference, (reference) => eq(checks.reference, reference)),
    equals(filter.demo, (isDemo) => eq(checks.isDemo, isDemo)),
    equals(filter.from, (from) => gte(checks.createdAt, from)),
    equals(filter.to, (to) => lt(checks.createdAt, to)),
  ];
}

function legCondition(leg: NonNullable<CheckFilter["leg"]>): SQL | undefined {
  switch (leg) {
    case "queued":
      return and(isNotNull(checks.resultAt), isNull(checks.notifiedAt), isNull(checks.fetchedAt));
    case "sent":
      return and(isNotNull(checks.notifiedAt), isNull(checks.acknowledgedAt), isNull(checks.fetchedAt));
    case "acknowledged":
      return and(isNotNull(checks.acknowledgedAt), isNull(checks.fetchedAt));
    case "fetched":
      return isNotNull(checks.fetchedAt);
    case "unfetched":
      return and(isNotNull(checks.resultAt), isNull(checks.fetchedAt));
  }
}

/** The newest notification of each of these checks. */
export async function readDeliveries(
  tx: Tx,
  ctx: ServiceContext,
  checkIds: CheckId[],
): Promise<Map<string, Delivery>> {
  if (checkIds.length === 0) return new Map();
  const rows = await tx
    .selectDistinctOn([notifications.checkId], {
      checkId: notifications.checkId,
      id: notifications.id,
      updateId: notifications.updateId,
      state: notifications.state,
      attempts: notifications.attempts,
      nextAttemptAt: notifications.nextAttemptAt,
      ackId: notifications.ackId,
      lastStatus: notifications.lastStatus,
      lastErrorCode: notifications.lastErrorCode,
    })
    .from(notifications)
    .where(and(eq(notifications.tenantId, ctx.tenantId), anyOf(notifications.checkId, checkIds)))
    .orderBy(notifications.checkId, desc(notifications.createdAt));
  return new Map(rows.map(({ checkId, ...delivery }) => [checkId, delivery]));
}
