import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { CheckState } from "@/lib/protocol/states";
import { requireScope, type ServiceContext } from "../context";
import { byProvider, countEach, sizeOf } from "./counted";
import { CHECK_TABLES } from "./check-set";
import {
  besideMonitoringSet,
  inMonitoringSet,
  MONITORING_EXCLUSION_KINDS,
  monitoringConflictOf,
  type MonitoringExclusionKind,
  monitoringExclusionOf,
} from "./monitoring-set";
import {
  DEFAULT_RATE_PER_SECOND,
  MAX_JOB_ITEMS,
  type MonitoredSetFilter,
  MONITORING_CONFLICT_KINDS,
  type MonitoringConflictKind,
  type MonitoringKind,
} from "./schemas";

/** One of the first ten. */
export type MonitoringSampleItem = {
  id: string;
  state: CheckState;
  createdAt: Date;
  reference: string;
  isDemo: boolean;
  nextPollAt: Date | null;
  provider: { slug: string; name: string };
  conflict: MonitoringConflictKind | null;
};
export type MonitoringPreview = {
  /** References it would be done to; exact up to 100,000, above it a job is refused. */
  total: number;
  isTooMany: boolean;
  /** Every kind, zero or not: the parts of `total` something speaks against. */
  conflicts: { kind: MonitoringConflictKind; count: number }[];
  /** What the filter finds beside `total`, up to 100,000 in all; it is never touched. */
  excluded: { kind: MonitoringExclusionKind; count: number }[];
  /** Whose they are, most first; each provider takes `ratePerSecond`. */
  providers: { slug: string; name: string; count: number }[];
  ratePerSecond: number;
  sample: MonitoringSampleItem[];
};

type Asked = { kind: MonitoringKind; filter: MonitoredSetFilter };
type Counted = { conflict: MonitoringConflictKind | null; slug: string; name: string; count: number };

/** What polling, pausing or resuming the references of this filter would do now. Nothing is written. */
export async function previewMonitoring(ctx: ServiceContext, input: Asked): Promise<MonitoringPreview> {
  requireScope(ctx, "checks:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const counted = await tx.execute<Counted>(sql`
      select conflict, slug, name, count(*)::int as count from (
        select ${monitoringConflictOf(ctx, input.kind)} as conflict,
          ${providers.slug} as slug, ${providers.name} as name
        from ${CHECK_TABLES} where ${inMonitoringSet(ctx, input)} limit ${MAX_JOB_ITEMS + 1}) found
      group by 1, 2, 3`);
    return {
      ...sizeOf(counted),
      conflicts: countEach(MONITORING_CONFLICT_KINDS, counted, (row) => row.conflict),
      excluded: await countBeside(tx, input.kind, besideMonitoringSet(ctx, input)),
      providers: byProvider(counted).map(({ slug, name, count }) => ({ slug, name, count })),
      ratePerSecond: DEFAULT_RATE_PER_SECOND,
      sample: await readSample(tx, ctx, input),
    };
  });
}

async function countBeside(
  tx: Tx,
  kind: MonitoringKind,
  where: SQL | undefined,
): Promise<MonitoringPreview["excluded"]> {
  const rows = await tx.execute<{ kind: MonitoringExclusionKind; count: number }>(sql`
    select kind, count(*)::int as count from (
      select ${monitoringExclusionOf(kind)} as kind from ${CHECK_TABLES}
      where ${where} limit ${MAX_JOB_ITEMS}) beside
    group by 1`);
  return countEach(MONITORING_EXCLUSION_KINDS, rows, (row) => row.kind);
}

function readSample(tx: Tx, ctx: ServiceContext, input: Asked): Promise<MonitoringSampleItem[]> {
  return tx
    .select({
      id: checks.id,
      state: checks.state,
      createdAt: checks.createdAt,
      reference: checks.reference,
      isDemo: checks.isDemo,
      nextPollAt: checks.nextPollAt,
      provider: { slug: providers.slug, name: providers.name },
      conflict: monitoringConflictOf(ctx, input.kind),
    })
    .from(checks)
    .innerJoin(providers, eq(providers.id, checks.providerId))
    .where(inMonitoringSet(ctx, input))
    .orderBy(asc(checks.createdAt), asc(checks.id))
    .limit(10);
}
