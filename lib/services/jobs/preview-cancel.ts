import { asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckState } from "@/lib/protocol/states";
import { requireScope, type ServiceContext } from "../context";
import { byProvider, countEach, sizeOf, sum } from "./counted";
import { cancelConflictOf, endedInSet, inCancelSet, isTold } from "./cancel-set";
import { CHECK_TABLES } from "./check-set";
import {
  CANCEL_CONFLICT_KINDS,
  type CancelConflictKind,
  type CheckSetFilter,
  DEFAULT_RATE_PER_SECOND,
  MAX_JOB_ITEMS,
} from "./schemas";

/** Why a check that the filter finds is not in the set: it has ended, in the second case with its provider to be told yet. */
export const CANCEL_EXCLUSION_KINDS = ["already_ended", "provider_cancel_owed"] as const;
export type CancelExclusionKind = (typeof CANCEL_EXCLUSION_KINDS)[number];

/** One of the first ten that would end. */
export type CancelSampleItem = {
  id: string;
  state: CheckState;
  createdAt: Date;
  reference: string;
  isDemo: boolean;
  provider: { slug: string; name: string };
  /** The provider is told. */
  isTold: boolean;
  conflict: CancelConflictKind | null;
};
export type CancelPreview = {
  /** Checks that would end; exact up to 100,000, above it a job is refused. */
  total: number;
  isTooMany: boolean;
  states: { state: CheckState; count: number }[];
  /** Every kind, zero or not: the parts of `total` something speaks against. */
  conflicts: { kind: CancelConflictKind; count: number }[];
  /** What the filter finds beside `total`, each up to 100,000; never ended again. */
  excluded: { kind: CancelExclusionKind; count: number }[];
  /** Whose they are, most first, and of how many the provider is told; each provider takes `ratePerSecond`. */
  providers: { slug: string; name: string; count: number; told: number }[];
  ratePerSecond: number;
  sample: CancelSampleItem[];
};

type Counted = {
  state: CheckState;
  conflict: CancelConflictKind | null;
  slug: string;
  name: string;
  told: boolean;
  count: number;
};

/** What a bulk cancel of this filter would end now. Nothing is written; `createCancelJob` freezes the set. */
export async function previewCancel(
  ctx: ServiceContext,
  input: { filter: CheckSetFilter },
): Promise<CancelPreview> {
  requireScope(ctx, "checks:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const counted = await tx.execute<Counted>(sql`
      select state, conflict, slug, name, told, count(*)::int as count from (
        select ${checks.state} as state, ${cancelConflictOf} as conflict, ${isTold} as told,
          ${providers.slug} as slug, ${providers.name} as name
        from ${CHECK_TABLES} where ${inCancelSet(ctx, input)} limit ${MAX_JOB_ITEMS + 1}) found
      group by 1, 2, 3, 4, 5`);
    return {
      ...sizeOf(counted),
      states: byState(counted),
      conflicts: countEach(CANCEL_CONFLICT_KINDS, counted, (row) => row.conflict),
      excluded: await countEnded(tx, ctx, input.filter),
      providers: byProvider(counted).map(({ rows, ...provider }) => ({
        ...provider,
        told: sum(rows.filter((row) => row.told)),
      })),
      ratePerSecond: DEFAULT_RATE_PER_SECOND,
      sample: await readSample(tx, ctx, input.filter),
    };
  });
}

function byState(rows: readonly Counted[]): CancelPreview["states"] {
  const states = [...new Set(rows.map((row) => row.state))].sort();
  return states.map((state) => ({ state, count: sum(rows.filter((row) => row.state === state)) }));
}

async function countEnded(
  tx: Tx,
  ctx: ServiceContext,
  filter: CheckSetFilter,
): Promise<CancelPreview["excluded"]> {
  const rows = await tx.execute<{ kind: CancelExclusionKind; count: number }>(sql`
    select kind, count(*)::int as count from (
      select case when ${checks.providerCancel} = 'due' then 'provider_cancel_owed' else 'already_ended' end as kind
      from ${CHECK_TABLES} where ${endedInSet(ctx, filter)} limit ${MAX_JOB_ITEMS}) ended
    group by 1`);
  return countEach(CANCEL_EXCLUSION_KINDS, rows, (row) => row.kind);
}

function readSample(tx: Tx, ctx: ServiceContext, filter: CheckSetFilter): Promise<CancelSampleItem[]> {
  return tx
    .select({
      id: checks.id,
      state: checks.state,
      createdAt: checks.createdAt,
      reference: checks.reference,
      isDemo: checks.isDemo,
      provider: { slug: providers.slug, name: providers.name },
      isTold,
      conflict: cancelConflictOf,
    })
    .from(checks)
    .innerJoin(providers, eq(providers.id, checks.providerId))
    .where(inCancelSet(ctx, { filter }))
    .orderBy(asc(checks.createdAt), asc(checks.id))
    .limit(10);
}
