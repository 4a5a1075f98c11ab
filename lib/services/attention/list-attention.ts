import { and, desc, eq, inArray } from "drizzle-orm";
import { anyOf } from "@/lib/db/any-of";
import type { Tx } from "@/lib/db/client";
import { auditLog, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import { requireScope, type ServiceContext } from "../context";
import { type Page, type PageRequest, toPage } from "../page";
import { type AttentionAction, type AttentionCause, describeCause } from "./causes";
import { type AttentionItem, readItems } from "./read-items";
import { COUNT_CAP, countsOf, type GroupCount, type Shown } from "./sources";

/** A count that is exact up to 1,000; `isCapped`: at least so many. */
export type AboutCount = { count: number; isCapped: boolean };
export type AttentionGroup = AboutCount & {
  cause: AttentionCause;
  title: string;
  sentence: string;
  action: AttentionAction;
  /** What stands behind the items: 214 parked notifications behind one breaker. */
  size: number;
  firstAt: Date;
  lastAt: Date;
  /** At most twenty. */
  providers: { id: string; slug: string; name: string }[];
  /** The latest; `listAttentionItems` goes on. */
  items: AttentionItem[];
};
export type Attention = {
  total: AboutCount;
  /** Only groups that have items, in a fixed order. */
  groups: AttentionGroup[];
  /** The last time a person mended or dismissed something, if that was lately; for the empty page. */
  lastClearedAt: Date | null;
};

const ITEMS_PER_GROUP = 20;

function requireReading(ctx: ServiceContext): void {
  requireScope(ctx, "checks:read");
  requireScope(ctx, "notifications:read");
}

/** What waits for a person, by cause. One query for the headers, one for each group that is not empty. */
export async function listAttention(
  ctx: ServiceContext,
  input: { shown?: Shown; itemsPerGroup?: number } = {},
): Promise<Attention> {
  requireReading(ctx);
  const shown = input.shown ?? "open";
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const counts = await readCounts(tx, ctx, shown);
    const names = await readProviders(tx, ctx, counts);
    const groups: AttentionGroup[] = [];
    for (const row of counts.filter(({ count }) => count > 0)) {
      const wish = { cause: row.cause, shown, limit: input.itemsPerGroup ?? ITEMS_PER_GROUP, after: null };
      const items = await readItems(tx, ctx, wish);
      groups.push(toGroup(ctx, row, { items: items.map(({ item }) => item), names }));
    }
    return { total: sumCounts(counts), groups, lastClearedAt: await readLastCleared(tx, ctx) };
  });
}

/** More items of one group, latest first. */
export async function listAttentionItems(
  ctx: ServiceContext,
  input: { cause: AttentionCause; shown?: Shown; page: PageRequest },
): Promise<Page<AttentionItem>> {
  requireReading(ctx);
  const { cause, page } = input;
  const rows = await asTenant(ctx.db, ctx.tenantId, (tx) =>
    readItems(tx, ctx, { cause, shown: input.shown ?? "open", limit: page.limit + 1, after: page.after }),
  );
  const { items, next } = toPage(rows, page.limit, ({ position }) => position);
  return { items: items.map(({ item }) => item), next };
}

/** How much waits for a person: one statement, each cause counted up to 1,000. For the badge. */
export async function countAttention(ctx: ServiceContext): Promise<AboutCount> {
  requireReading(ctx);
  return sumCounts(await asTenant(ctx.db, ctx.tenantId, (tx) => readCounts(tx, ctx, "open")));
}

async function readCounts(tx: Tx, ctx: ServiceContext, shown: Shown): Promise<GroupCount[]> {
  return [...(await tx.execute<GroupCount>(countsOf(ctx, shown)))];
}

function sumCounts(counts: readonly GroupCount[]): AboutCount {
  return {
    count: counts.reduce((total, { count }) => total + Math.min(count, COUNT_CAP), 0),
    isCapped: counts.some(({ count }) => count > COUNT_CAP),
  };
}

type ProviderName = { id: string; slug: string; name: string };

async function readProviders(
  tx: Tx,
  ctx: ServiceContext,
  counts: readonly GroupCount[],
): Promise<Map<string, ProviderName>> {
  const ids = [...new Set(counts.flatMap((row) => row.provider_ids ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({ id: providers.id, slug: providers.slug, name: providers.name })
    .from(providers)
    .where(and(eq(providers.tenantId, ctx.tenantId), anyOf(providers.id, ids)));
  return new Map(rows.map((row) => [row.id, row]));
}

function toGroup(
  ctx: ServiceContext,
  row: GroupCount,
  { items, names }: { items: AttentionItem[]; names: ReadonlyMap<string, ProviderName> },
): AttentionGroup {
  const { title, sentence, action } = describeCause(row.cause, ctx.now());
  return {
    cause: row.cause,
    title,
    sentence,
    action,
    count: Math.min(row.count, COUNT_CAP),
    isCapped: row.count > COUNT_CAP,
    size: row.size,
    firstAt: new Date(row.first_ms ?? 0),
    lastAt: new Date(row.last_ms ?? 0),
    providers: (row.provider_ids ?? []).flatMap((id) => names.get(id) ?? []),
    items,
  };
}

const CLEARING = [
  "attention.dismissed",
  "attention.snoozed",
  "notification.resent",
  "check.cancelled",
  "check.remapped",
  "check.provider_called_again",
  "inbound.attached",
  "inbound.ignored",
  "inbound.replayed",
  "breaker.closed",
];
/** So many of the latest audit rows are looked at: there is no index by action, and none is worth it. */
const LOOK_BACK = 2000;

async function readLastCleared(tx: Tx, ctx: ServiceContext): Promise<Date | null> {
  const latest = tx
    .select({ action: auditLog.action, at: auditLog.createdAt, seq: auditLog.seq })
    .from(auditLog)
    .where(eq(auditLog.tenantId, ctx.tenantId))
    .orderBy(desc(auditLog.seq))
    .limit(LOOK_BACK)
    .as("latest");
  const [row] = await tx
    .select({ at: latest.at })
    .from(latest)
    .where(inArray(latest.action, CLEARING))
    .orderBy(desc(latest.seq))
    .limit(1);
  return row?.at ?? null;
}
