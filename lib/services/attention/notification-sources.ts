import { type SQL, sql } from "drizzle-orm";
import { breakers, checks, notificationAttempts, notifications } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { FETCH_OVERDUE_MS } from "./causes";

/**
 * A source gives the rows of one cause, all with these columns: `key` (stable), `id` (for paging), `first_at`,
 * `last_at`, `provider_id`, `check_id`, `notification_id`, `subject`, `code`, `attempts`, `next_at`, `size` (how much
 * stands behind the row). Each reads through an index that starts with the state; the reader limits it.
 */
export type Source = SQL;

/** Refusals that a repetition cannot change; the rest of what is exhausted ran out of tries. */
const REFUSED = sql`('signature_refused', 'reference_unknown', 'conflict', 'body_refused', 'refused')`;
/** The reconciler looks every minute at what is a minute late; what is later still was not mended. */
export const OVERDUE_MS = 3 * 60_000;

const lastAttemptAt = sql`coalesce((
  select ${notificationAttempts.createdAt} from ${notificationAttempts}
  where ${notificationAttempts.notificationId} = ${notifications.id}
    and ${notificationAttempts.number} = ${notifications.attempts}), ${notifications.createdAt})`;

function ofNotifications(
  ctx: ServiceContext,
  options: { prefix: string; firstAt: SQL; lastAt: SQL; where: SQL },
): Source {
  return sql`
    select ${options.prefix}::text || ${notifications.id} as key, ${notifications.id} as id,
      ${options.firstAt} as first_at, ${options.lastAt} as last_at,
      ${notifications.providerId} as provider_id, ${notifications.checkId} as check_id,
      ${notifications.id} as notification_id, ${checks.reference} as subject, ${notifications.lastErrorCode} as code,
      ${notifications.attempts} as attempts, ${notifications.nextAttemptAt} as next_at, 1 as size
    from ${notifications} join ${checks} on ${checks.id} = ${notifications.checkId}
    where ${notifications.tenantId} = ${ctx.tenantId} and ${notifications.fetchedAt} is null
      and ${checks.state} in ('result_ready', 'monitoring') and ${options.where}`;
}

/** Given up after every try. */
export function exhaustedSource(ctx: ServiceContext): Source {
  return ofNotifications(ctx, {
    prefix: "exhausted:",
    firstAt: sql`${notifications.createdAt}`,
    lastAt: lastAttemptAt,
    where: sql`${notifications.state} = 'exhausted' and coalesce(${notifications.lastErrorCode}, '') not in ${REFUSED}`,
  });
}

/** Given up because Maxsight said no (4xx). */
export function rejectedSource(ctx: ServiceContext): Source {
  return ofNotifications(ctx, {
    prefix: "rejected:",
    firstAt: sql`${notifications.createdAt}`,
    lastAt: lastAttemptAt,
    where: sql`${notifications.state} = 'exhausted' and ${notifications.lastErrorCode} in ${REFUSED}`,
  });
}

/** Acknowledged a quarter of an hour ago, not fetched. */
export function unfetchedSource(ctx: ServiceContext): Source {
  const before = new Date(ctx.now().getTime() - FETCH_OVERDUE_MS).toISOString();
  return ofNotifications(ctx, {
    prefix: "unfetched:",
    firstAt: sql`${notifications.acknowledgedAt}`,
    lastAt: sql`${notifications.acknowledgedAt}`,
    where: sql`${notifications.state} = 'acknowledged' and ${notifications.acknowledgedAt} < ${before}::timestamptz`,
  });
}

/** Attempts and polls that should have happened minutes ago. */
export function overdueSource(ctx: ServiceContext): Source {
  const before = new Date(ctx.now().getTime() - OVERDUE_MS).toISOString();
  const attempts = ofNotifications(ctx, {
    prefix: "overdue:",
    firstAt: sql`${notifications.nextAttemptAt}`,
    lastAt: sql`${notifications.nextAttemptAt}`,
    where: sql`${notifications.state} in ('queued', 'delivering', 'acknowledged')
      and ${notifications.nextAttemptAt} < ${before}::timestamptz`,
  });
  return sql`${attempts} union all
    select 'overdue:' || ${checks.id}, ${checks.id}, ${checks.nextPollAt}, ${checks.nextPollAt}, ${checks.providerId},
      ${checks.id}, null::uuid, ${checks.reference}, 'poll_overdue', ${checks.pollCount}, ${checks.nextPollAt}, 1
    from ${checks}
    where ${checks.tenantId} = ${ctx.tenantId} and ${checks.state} in ('in_progress', 'monitoring')
      and ${checks.nextPollAt} < ${before}::timestamptz`;
}

const hostOf = sql`substring(${notifications.apiBaseUrl} from '^[a-z]+://([^/?#]+)')`;

/** Open breakers, and hosts whose notifications are parked although their breaker is closed. */
export function parkedSource(ctx: ServiceContext): Source {
  return sql`
    with parked as (
      select ${hostOf} as host, count(*)::int as size, min(${notifications.createdAt}) as first_at,
        max(${notifications.createdAt}) as last_at, (array_agg(${notifications.id}))[1] as id
      from ${notifications}
      where ${notifications.tenantId} = ${ctx.tenantId} and ${notifications.fetchedAt} is null
        and ${notifications.state} = 'parked'
      group by 1),
    circuits as (
      select ${breakers.id} as id, ${breakers.scope} as scope, ${breakers.key} as key,
        substring(${breakers.key} from '^(?:[a-z]+://)?([^/?#]+)') as host, ${breakers.openedAt} as opened_at,
        ${breakers.updatedAt} as updated_at, ${breakers.nextProbeAt} as next_probe_at, ${breakers.state} as state,
        ${breakers.timesOpened} as times_opened
      from ${breakers} where ${breakers.tenantId} = ${ctx.tenantId} and ${breakers.state} <> 'closed')
    select 'parked:' || c.scope || ':' || c.key as key, c.id, coalesce(c.opened_at, c.updated_at) as first_at,
      coalesce(c.opened_at, c.updated_at) as last_at,
      case when c.scope = 'provider' and c.key ~ '^[0-9a-f-]{36}$' then c.key::uuid end as provider_id,
      null::uuid as check_id, null::uuid as notification_id, c.host as subject, c.state as code,
      c.times_opened as attempts, c.next_probe_at as next_at, coalesce(p.size, 0) as size
    from circuits c left join parked p on p.host = c.host and c.scope = 'maxsight_host'
    union all
    select 'parked:maxsight_host:' || p.host, p.id, p.first_at, p.last_at, null, null, null, p.host, 'closed', 0, null,
      p.size
    from parked p where not exists (select 1 from circuits c where c.host = p.host and c.scope = 'maxsight_host')`;
}
