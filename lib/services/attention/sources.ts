import { type SQL, sql } from "drizzle-orm";
import { attentionMarks } from "@/lib/db/schema";
import type { ServiceContext } from "../context";
import { ATTENTION_CAUSES, type AttentionCause } from "./causes";
import { credentialsSource, driftSource, inboundSource, mappingSource, stalledSource } from "./check-sources";
import {
  exhaustedSource,
  overdueSource,
  parkedSource,
  rejectedSource,
  type Source,
  unfetchedSource,
} from "./notification-sources";

const SOURCES: Record<AttentionCause, (ctx: ServiceContext) => Source> = {
  exhausted: exhaustedSource,
  rejected: rejectedSource,
  unfetched: unfetchedSource,
  mapping: mappingSource,
  credentials: credentialsSource,
  parked: parkedSource,
  inbound: inboundSource,
  overdue: overdueSource,
  drift: driftSource,
  stalled: stalledSource,
};

/** `open`: what waits for somebody. `hidden`: what is snoozed or was dismissed and has not happened again since. */
export type Shown = "open" | "hidden";

/** The rows of a cause with their marks (`m`), open or hidden ones. */
export function itemsOf(ctx: ServiceContext, cause: AttentionCause, shown: Shown): SQL {
  const now = ctx.now().toISOString();
  const isHidden = sql`coalesce(m.snoozed_until > ${now}::timestamptz or m.dismissed_at >= s.last_at, false)`;
  return sql`
    select s.*, m.assignee_id, m.snoozed_until, m.dismissed_at, m.reason, m.actor_label, m.updated_at
    from (${SOURCES[cause](ctx)}) s
    left join ${attentionMarks} m on m.tenant_id = ${ctx.tenantId} and m.item_key = s.key
    where ${isHidden} = ${shown === "hidden"}`;
}

/** Groups are counted up to here; above it they are "about" so many. */
export const COUNT_CAP = 1000;

export type GroupCount = {
  cause: AttentionCause;
  count: number;
  size: number;
  first_ms: number | null;
  last_ms: number | null;
  provider_ids: string[] | null;
};

/** One statement for all causes: how many, since when, whom it concerns. */
export function countsOf(ctx: ServiceContext, shown: Shown): SQL {
  const parts = ATTENTION_CAUSES.map(
    (cause) => sql`
      select ${cause}::text as cause, count(*)::int as count, coalesce(sum(size), 0)::int as size,
        (extract(epoch from min(first_at)) * 1000)::float8 as first_ms,
        (extract(epoch from max(last_at)) * 1000)::float8 as last_ms,
        (array_agg(distinct provider_id) filter (where provider_id is not null))[1:20] as provider_ids
      from (${itemsOf(ctx, cause, shown)} limit ${COUNT_CAP + 1}) found`,
  );
  return sql.join(parts, sql` union all `);
}
