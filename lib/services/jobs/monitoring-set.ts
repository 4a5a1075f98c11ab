import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { breakers, checks } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { monitoredConditions } from "../monitored";
import { hasOperation, isOfVersion } from "./of-version";
import type { MonitoredSetFilter, MonitoringConflictKind, MonitoringKind } from "./schemas";
import { withoutConflicts } from "./without-conflicts";

/** Why a reference that the filter finds is not in the set; one at most. */
export const MONITORING_EXCLUSION_KINDS = [
  "already_ended",
  "first_result_awaited",
  "already_paused",
  "not_paused",
  "provider_not_asked",
] as const;
export type MonitoringExclusionKind = (typeof MONITORING_EXCLUSION_KINDS)[number];

const hasEnded = sql`${checks.state} not in ('accepted', 'in_progress', 'monitoring')`;
const isAwaited = sql`${checks.state} <> 'monitoring'`;
const isPaused = isNotNull(checks.monitoringPausedAt);
const isAsked = isOfVersion(hasOperation("poll"));

/* What `pollNow`, `pauseMonitoring` and `resumeMonitoring` refuse of one, or have nothing to change about. */
const EXCLUSIONS: Record<MonitoringKind, SQL<MonitoringExclusionKind | null>> = {
  poll: sql`case when ${hasEnded} then 'already_ended'
    when ${checks.state} = 'accepted' then 'first_result_awaited'
    when ${isPaused} then 'already_paused'
    when not ${isAsked} then 'provider_not_asked' end`,
  pause_monitoring: sql`case when ${hasEnded} then 'already_ended'
    when ${isAwaited} then 'first_result_awaited'
    when ${isPaused} then 'already_paused' end`,
  resume_monitoring: sql`case when ${hasEnded} then 'already_ended'
    when ${isAwaited} then 'first_result_awaited'
    when ${isNull(checks.monitoringPausedAt)} then 'not_paused' end`,
};

const isParked = sql`exists (
  select 1 from ${breakers}
  where ${breakers.tenantId} = ${checks.tenantId} and ${breakers.scope} = 'provider'
    and ${breakers.key} = ${checks.providerId}::text and ${breakers.state} <> 'closed')`;

/** What of those of a filter an action takes not; null for what it takes. */
export function monitoringExclusionOf(kind: MonitoringKind): SQL<MonitoringExclusionKind | null> {
  return EXCLUSIONS[kind];
}

/** What speaks against doing it to one, one kind at most: a provider that is not called counts more than its turn. */
export function monitoringConflictOf(
  ctx: ServiceContext,
  kind: MonitoringKind,
): SQL<MonitoringConflictKind | null> {
  if (kind === "pause_monitoring") return sql`null::text`;
  if (kind === "resume_monitoring")
    return sql`case when ${isParked} and ${isAsked} then 'provider_parked' end`;
  return sql`case when ${isParked} then 'provider_parked'
    when ${checks.nextPollAt} <= ${ctx.now().toISOString()}::timestamptz then 'poll_due' end`;
}

type MonitoredSet = {
  kind: MonitoringKind;
  filter: MonitoredSetFilter;
  exclude?: readonly MonitoringConflictKind[];
};

/** Which references a filter finds that the action takes, without those in a conflict that is excluded. */
export function inMonitoringSet(ctx: ServiceContext, { kind, filter, exclude }: MonitoredSet) {
  return and(
    isFound(ctx, filter),
    sql`${EXCLUSIONS[kind]} is null`,
    withoutConflicts(monitoringConflictOf(ctx, kind), exclude),
  );
}

/** Which references a filter finds beside them. */
export function besideMonitoringSet(ctx: ServiceContext, { kind, filter }: MonitoredSet) {
  return and(isFound(ctx, filter), sql`${EXCLUSIONS[kind]} is not null`);
}

function isFound(ctx: ServiceContext, filter: MonitoredSetFilter): SQL | undefined {
  return and(eq(checks.tenantId, ctx.tenantId), ...monitoredConditions(ctx, filter));
}
