import { type SQL, sql } from "drizzle-orm";
import { checks, inboundEvents } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { driftCondition, SILENT_AFTER_DAYS } from "../monitored";
import { OVERDUE_MS, type Source } from "./notification-sources";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A webhook may overtake the answer to the start it belongs to; only what stays unmatched is worth a look. */
const UNMATCHED_AFTER_MS = 5 * MINUTE_MS;
const ACCEPTED_TOO_LONG_MS = 5 * MINUTE_MS;

const before = (ctx: ServiceContext, ms: number): SQL =>
  sql`${new Date(ctx.now().getTime() - ms).toISOString()}::timestamptz`;

/** One row per provider and version whose mapping failed within a week; demo checks fail on purpose. */
export function mappingSource(ctx: ServiceContext): Source {
  return sql`
    select 'mapping:' || ${checks.providerId} || ':' || ${checks.version} as key, ${checks.providerId} as id,
      min(${checks.createdAt}) as first_at, max(coalesce(${checks.resultAt}, ${checks.createdAt})) as last_at,
      ${checks.providerId} as provider_id, (array_agg(${checks.id} order by ${checks.createdAt} desc))[1] as check_id,
      null::uuid as notification_id, 'version ' || ${checks.version} as subject, 'INTEGRATION' as code,
      0 as attempts, null::timestamptz as next_at, count(*)::int as size
    from ${checks}
    where ${checks.tenantId} = ${ctx.tenantId} and ${checks.errorType} = 'INTEGRATION' and not ${checks.isDemo}
      and ${checks.createdAt} > ${before(ctx, 7 * DAY_MS)} and ${checks.state} <> 'cancelled'
    group by ${checks.providerId}, ${checks.version}`;
}

/** One row per provider that refused credentials within a day and has given no result since. */
export function credentialsSource(ctx: ServiceContext): Source {
  return sql`
    select 'credentials:' || f.provider_id as key, f.provider_id as id, f.first_at, f.last_at, f.provider_id, f.check_id,
      null::uuid as notification_id, '' as subject, 'INVALID_CREDENTIALS' as code, 0 as attempts,
      null::timestamptz as next_at, f.size
    from (
      select ${checks.providerId} as provider_id, min(${checks.createdAt}) as first_at,
        max(${checks.createdAt}) as last_at, (array_agg(${checks.id} order by ${checks.createdAt} desc))[1] as check_id,
        count(*)::int as size
      from ${checks}
      where ${checks.tenantId} = ${ctx.tenantId} and ${checks.errorType} = 'INVALID_CREDENTIALS'
        and not ${checks.isDemo} and ${checks.createdAt} > ${before(ctx, DAY_MS)}
      group by 1) f
    where not exists (
      select 1 from ${checks}
      where ${checks.tenantId} = ${ctx.tenantId} and ${checks.providerId} = f.provider_id
        and ${checks.createdAt} > f.last_at and ${checks.outcome} = 'result' and not ${checks.isDemo})`;
}

/** Genuine webhooks of the last month that found no check, or could not be applied. */
export function inboundSource(ctx: ServiceContext): Source {
  return sql`
    select 'inbound:' || ${inboundEvents.id} as key, ${inboundEvents.id} as id, ${inboundEvents.createdAt} as first_at,
      coalesce(${inboundEvents.appliedAt}, ${inboundEvents.createdAt}) as last_at,
      ${inboundEvents.providerId} as provider_id, ${inboundEvents.checkId} as check_id, null::uuid as notification_id,
      coalesce(${inboundEvents.providerReference}, ${inboundEvents.eventId}, '') as subject,
      ${inboundEvents.state} as code, 0 as attempts, null::timestamptz as next_at, 1 as size
    from ${inboundEvents}
    where ${inboundEvents.tenantId} = ${ctx.tenantId} and ${inboundEvents.createdAt} > ${before(ctx, 30 * DAY_MS)}
      and ((${inboundEvents.state} = 'unmatched' and ${inboundEvents.createdAt} < ${before(ctx, UNMATCHED_AFTER_MS)})
        or (${inboundEvents.state} = 'failed' and ${inboundEvents.verdict} in ('valid', 'unsigned_exception')))`;
}

function ofCheck(options: { prefix: string; at: SQL; code: SQL }): SQL {
  return sql`${options.prefix}::text || ${checks.id} as key, ${checks.id} as id, ${options.at} as first_at,
    ${options.at} as last_at, ${checks.providerId} as provider_id, ${checks.id} as check_id,
    null::uuid as notification_id, ${checks.reference} as subject, ${options.code} as code, 0 as attempts,
    ${checks.nextPollAt} as next_at, 1 as size`;
}

/** A provider that cannot be reached is asked again by itself; after so long somebody should know. */
const UNREACHABLE_TOO_LONG_MS = 2 * DAY_MS;
/** A pause is meant to end. */
const PAUSED_TOO_LONG_MS = DAY_MS;

/**
 * Monitored checks whose asking fails, that nobody has heard of, that were left paused, or that the provider goes on with
 * after their end; and cancelled checks that the provider would not end. Reads the columns of the flags only.
 */
export function driftSource(ctx: ServiceContext): Source {
  const at = { now: ctx.now(), silentDays: SILENT_AFTER_DAYS };
  const of = (code: string, moment: SQL, where: SQL) => sql`
    select ${ofCheck({ prefix: "drift:", at: moment, code: sql`${code}::text` })}
    from ${checks} where ${checks.tenantId} = ${ctx.tenantId} and ${where}`;
  return sql`${of(
    "failing",
    sql`${checks.failingSince}`,
    sql`${driftCondition("failing", at)} and (${checks.failingCode} <> 'unreachable'
      or ${checks.failingSince} < ${before(ctx, UNREACHABLE_TOO_LONG_MS)})`,
  )}
    union all ${of(
      "silent",
      sql`${checks.heardAt}`,
      sql`${driftCondition("silent", at)} and ${checks.failingSince} is null`,
    )}
    union all ${of(
      "paused",
      sql`${checks.monitoringPausedAt}`,
      sql`${driftCondition("paused", at)} and ${checks.failingSince} is null
        and ${checks.monitoringPausedAt} < ${before(ctx, PAUSED_TOO_LONG_MS)}`,
    )}
    union all ${of(
      "still_active",
      sql`${checks.activeAfterEndAt}`,
      sql`${driftCondition("still_active", at)} and ${checks.activeAfterEndAt} > ${before(ctx, 7 * DAY_MS)}`,
    )}
    union all
    select ${ofCheck({ prefix: "drift:cancel:", at: sql`${checks.finishedAt}`, code: sql`'cancel_failed'::text` })}
    from ${checks}
    where ${checks.tenantId} = ${ctx.tenantId} and ${checks.providerCancel} = 'failed'
      and ${checks.finishedAt} > ${before(ctx, 30 * DAY_MS)}`;
}

/** Checks that no worker has taken up, although they are due or were accepted minutes ago. */
export function stalledSource(ctx: ServiceContext): Source {
  return sql`
    select ${ofCheck({ prefix: "stalled:", at: sql`${checks.createdAt}`, code: sql`'not_started'::text` })}
    from ${checks}
    where ${checks.tenantId} = ${ctx.tenantId} and ${checks.state} = 'accepted'
      and ${checks.checkTemplate} <> 'ONE_TIME_SYNCHRONOUS'
      and ${checks.createdAt} < ${before(ctx, ACCEPTED_TOO_LONG_MS)}
    union all
    select ${ofCheck({ prefix: "stalled:", at: sql`${checks.engineDueAt}`, code: sql`'not_seen'::text` })}
    from ${checks}
    where ${checks.tenantId} = ${ctx.tenantId} and ${checks.engineDueAt} < ${before(ctx, OVERDUE_MS)}
      and not (${checks.state} = 'accepted' and ${checks.createdAt} < ${before(ctx, ACCEPTED_TOO_LONG_MS)})`;
}
