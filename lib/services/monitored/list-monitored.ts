import { and, desc, eq, gte, inArray, lt, notInArray, or, type SQL, sql } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { checks, providers, updates } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckId } from "@/lib/ids";
import { storableText } from "@/lib/storable-text";
import type { CheckRow } from "../checks";
import { requireScope, type ServiceContext } from "../context";
import { afterPosition } from "../keyset";
import { type Page, type PageRequest, toPage } from "../page";
import { driftCondition, driftFlags, type DriftMoment } from "./drift";
import { type DriftFlag, type MonitoredFilter, SILENT_AFTER_DAYS } from "./schemas";

export type UpdateRow = typeof updates.$inferSelect;

/** A reference under monitoring. `since` is when Maxsight asked for it. */
export type MonitoredItem = CheckRow & {
  provider: { id: string; slug: string; name: string };
  since: Date;
  lastUpdate: Pick<UpdateRow, "number" | "updateId" | "state" | "occurredAt" | "outcome" | "decision"> | null;
  lastFetchedAt: Date | null;
  /** Updates Maxsight has not fetched. */
  pendingUpdates: number;
  lastHeardAt: Date | null;
  drift: DriftFlag[];
};

/** Written out, as the partial index has it. */
const isMonitored = sql`${checks.checkTemplate} in ('MONITORED_CALLBACK', 'MONITORED_POLLING')`;
const ACTIVE = ["accepted", "in_progress", "monitoring"] as const;
const ENDED = ["cancelled", "expired", "finished"] as const;

/** The ledger of monitored references, newest first. Two queries whatever the page; no body is read. */
export async function listMonitored(
  ctx: ServiceContext,
  input: { filter: MonitoredFilter; page: PageRequest },
): Promise<Page<MonitoredItem>> {
  requireScope(ctx, "checks:read");
  const { filter, page } = input;
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const rows = await selectMonitored(tx)
      .where(
        and(
          eq(checks.tenantId, ctx.tenantId),
          ...monitoredConditions(ctx, filter),
          afterPosition({ at: checks.createdAt, id: checks.id }, page.after),
        ),
      )
      .orderBy(desc(checks.createdAt), desc(checks.id))
      .limit(page.limit + 1);
    const items = await withUpdates(tx, rows, momentOf(ctx, filter));
    return toPage(items, page.limit, (item) => ({ at: item.createdAt, id: item.id }));
  });
}

function selectMonitored(tx: Tx) {
  return tx
    .select({
      check: checks,
      provider: { id: providers.id, slug: providers.slug, name: providers.name },
    })
    .from(checks)
    .innerJoin(providers, eq(providers.id, checks.providerId))
    .$dynamic();
}

function momentOf(ctx: ServiceContext, filter: MonitoredFilter): DriftMoment {
  return { now: ctx.now(), silentDays: filter.silent_days ?? SILENT_AFTER_DAYS };
}

/** What a filter means, for a query that joins `checks` and `providers`; bulk actions use the same, with a selection by id. */
export function monitoredConditions(
  ctx: ServiceContext,
  filter: MonitoredFilter & { ids?: string[] | undefined },
): (SQL | undefined)[] {
  const { ids, provider, reference, update_id: updateId, lookup, drift, from, to } = filter;
  // What is still active after its end is found among the ended.
  const states = filter.state === "ended" || drift === "still_active" ? ENDED : ACTIVE;
  return [
    isOfAnyState(filter) ? undefined : inArray(checks.state, [...states]),
    isMonitored,
    ids === undefined ? undefined : anyOf(checks.id, ids),
    provider === undefined ? undefined : eq(providers.slug, provider),
    reference === undefined ? undefined : eq(checks.reference, reference),
    updateId === undefined ? undefined : hasUpdate(ctx, updateId),
    lookup === undefined ? undefined : isCalled(ctx, lookup),
    drift === undefined ? undefined : driftCondition(drift, momentOf(ctx, filter)),
    from === undefined ? undefined : gte(checks.createdAt, from),
    to === undefined ? undefined : lt(checks.createdAt, to),
  ];
}

/** Who looks for one by its name wants it in whatever state it is; drift is found among the ended too. */
function isOfAnyState(filter: Parameters<typeof monitoredConditions>[1]): boolean {
  const { ids, state, drift, update_id: updateId, lookup } = filter;
  if (state !== undefined) return false;
  return drift === "any" || updateId !== undefined || lookup !== undefined || ids !== undefined;
}

function isCalled(ctx: ServiceContext, name: string): SQL | undefined {
  const text = storableText(name);
  return or(eq(checks.reference, text), eq(checks.providerReference, text), hasUpdate(ctx, text));
}

function hasUpdate(ctx: ServiceContext, updateId: string): SQL {
  return sql`${checks.id} in (
    select ${updates.checkId} from ${updates}
    where ${updates.tenantId} = ${ctx.tenantId} and ${updates.updateId} = ${storableText(updateId)})`;
}

type Row = Pick<MonitoredItem, "provider"> & { check: CheckRow };

async function withUpdates(tx: Tx, rows: Row[], at: DriftMoment): Promise<MonitoredItem[]> {
  const newest = await readUpdateFacts(
    tx,
    rows.map((row) => row.check.id),
  );
  return rows.map(({ check, ...row }) => {
    const facts = newest.get(check.id);
    return {
      ...check,
      ...row,
      since: check.createdAt,
      lastHeardAt: check.heardAt,
      drift: driftFlags(check, at),
      lastUpdate: facts?.lastUpdate ?? null,
      lastFetchedAt: facts?.lastFetchedAt ?? null,
      pendingUpdates: facts?.pending ?? 0,
    };
  });
}

type UpdateFacts = {
  lastUpdate: NonNullable<MonitoredItem["lastUpdate"]>;
  lastFetchedAt: Date | null;
  pending: number;
};

/** The newest update of each check, with what is known of all of them. */
async function readUpdateFacts(tx: Tx, checkIds: CheckId[]): Promise<Map<string, UpdateFacts>> {
  if (checkIds.length === 0) return new Map();
  const isPending = notInArray(updates.state, ["fetched", "superseded"]);
  const rows = await tx
    .selectDistinctOn([updates.checkId], {
      checkId: updates.checkId,
      number: updates.number,
      updateId: updates.updateId,
      state: updates.state,
      occurredAt: updates.occurredAt,
      outcome: updates.outcome,
      decision: updates.decision,
      lastFetchedAt:
        sql<Date | null>`max(${updates.fetchedAt}) over (partition by ${updates.checkId})`.mapWith(
          updates.fetchedAt,
        ),
      pending: sql<number>`(count(*) filter (where ${isPending}) over (partition by ${updates.checkId}))::int`,
    })
    .from(updates)
    .where(anyOf(updates.checkId, checkIds))
    .orderBy(updates.checkId, desc(updates.number));
  return new Map(
    rows.map(({ checkId, lastFetchedAt, pending, ...lastUpdate }) => [
      checkId,
      { lastUpdate, lastFetchedAt, pending },
    ]),
  );
}

/** One row of the ledger; null when the check is not this tenant's or not monitored. */
export async function findMonitoredItem(
  tx: Tx,
  ctx: ServiceContext,
  id: CheckId,
): Promise<MonitoredItem | null> {
  const rows = await selectMonitored(tx).where(
    and(eq(checks.tenantId, ctx.tenantId), eq(checks.id, id), isMonitored),
  );
  const [item] = await withUpdates(tx, rows, momentOf(ctx, {}));
  return item ?? null;
}
