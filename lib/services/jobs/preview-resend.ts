import { asc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, notifications, providers } from "@/lib/db/schema";
import { asTenant } from "@/lib/db/tenant";
import type { NotificationState } from "@/lib/protocol/states";
import { requireScope, type ServiceContext } from "../context";
import { countEach, sizeOf } from "./counted";
import { conflictOf, hostOf } from "./conflicts";
import { inResendSet, RESEND_TABLES } from "./resend-set";
import {
  CONFLICT_KINDS,
  type ConflictKind,
  DEFAULT_RATE_PER_SECOND,
  MAX_JOB_ITEMS,
  type ResendFilter,
} from "./schemas";

/** One of the first ten that would be sent. */
export type ResendSampleItem = {
  id: string;
  checkId: string;
  state: NotificationState;
  attempts: number;
  lastErrorCode: string | null;
  createdAt: Date;
  reference: string;
  isDemo: boolean;
  provider: { slug: string; name: string };
  conflict: ConflictKind | null;
};
export type ResendPreview = {
  /** Exact up to 100,000; above it a job is refused. */
  total: number;
  isTooMany: boolean;
  /** Every kind, zero or not, in the order it is told: the parts of `total` something speaks against. */
  conflicts: { kind: ConflictKind; count: number }[];
  /** Where they go, most first; each host takes `ratePerSecond`. */
  hosts: { host: string; count: number }[];
  ratePerSecond: number;
  sample: ResendSampleItem[];
};

/** What a resend of this filter would do now. Nothing is written; `createResendJob` freezes the set. */
export async function previewResend(
  ctx: ServiceContext,
  input: { filter: ResendFilter },
): Promise<ResendPreview> {
  requireScope(ctx, "notifications:read");
  return asTenant(ctx.db, ctx.tenantId, async (tx) => {
    const counted = await tx.execute<{ conflict: ConflictKind | null; host: string; count: number }>(sql`
      select conflict, host, count(*)::int as count from (
        select ${conflictOf} as conflict, ${hostOf} as host from ${RESEND_TABLES}
        where ${inResendSet(ctx, input)} limit ${MAX_JOB_ITEMS + 1}) found
      group by 1, 2`);
    return {
      ...sizeOf(counted),
      conflicts: countEach(CONFLICT_KINDS, counted, (row) => row.conflict),
      hosts: byHost(counted),
      ratePerSecond: DEFAULT_RATE_PER_SECOND,
      sample: await readSample(tx, ctx, input.filter),
    };
  });
}

function byHost(rows: readonly { host: string; count: number }[]): ResendPreview["hosts"] {
  const hosts = new Map<string, number>();
  for (const { host, count } of rows) hosts.set(host, (hosts.get(host) ?? 0) + count);
  return [...hosts].map(([host, count]) => ({ host, count })).sort((a, b) => b.count - a.count);
}

function readSample(tx: Tx, ctx: ServiceContext, filter: ResendFilter): Promise<ResendSampleItem[]> {
  return tx
    .select({
      id: notifications.id,
      checkId: notifications.checkId,
      state: notifications.state,
      attempts: notifications.attempts,
      lastErrorCode: notifications.lastErrorCode,
      createdAt: notifications.createdAt,
      reference: checks.reference,
      isDemo: checks.isDemo,
      provider: { slug: providers.slug, name: providers.name },
      conflict: conflictOf,
    })
    .from(notifications)
    .innerJoin(providers, eq(providers.id, notifications.providerId))
    .innerJoin(checks, eq(checks.id, notifications.checkId))
    .where(inResendSet(ctx, { filter }))
    .orderBy(asc(notifications.createdAt), asc(notifications.id))
    .limit(10);
}
