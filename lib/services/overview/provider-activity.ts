import { sql } from "drizzle-orm";
import type { Tx } from "@/lib/db/client";
import { checks, providers, type ProviderStatus } from "@/lib/db/schema";
import type { CheckTemplate } from "@/lib/protocol/check-template";
import type { CheckType } from "@/lib/protocol/check-type";
import type { ServiceContext } from "../context";
import { inPeriod } from "./activity";
import type { Period } from "./period";

/** How one provider did in a period. Times in ms; null without a result. */
export type ProviderActivity = {
  id: string;
  slug: string;
  name: string;
  status: ProviderStatus;
  checkType: CheckType;
  checkTemplate: CheckTemplate;
  version: number;
  started: number;
  results: number;
  errors: number;
  p50ResultMs: number | null;
  p95ResultMs: number | null;
  lastResultAt: Date | null;
};

/** Busiest first; quiet ones are listed too, retired ones only when they had checks. */
const MOST = 50;

type Row = {
  id: string;
  slug: string;
  name: string;
  status: ProviderStatus;
  check_type: CheckType;
  check_template: CheckTemplate;
  version: number;
  started: number;
  results: number;
  errors: number;
  p50: number | null;
  p95: number | null;
  last_result_ms: number | null;
};

/** The table of providers with their figures, at most fifty. */
export async function readProviderActivity(
  tx: Tx,
  ctx: ServiceContext,
  period: Period,
): Promise<ProviderActivity[]> {
  const rows = await tx.execute<Row>(sql`
    with figures as (
      select ${checks.providerId} as provider_id,
        count(*)::int as started,
        count(*) filter (where ${checks.outcome} = 'result')::int as results,
        count(*) filter (where ${checks.outcome} = 'errors')::int as errors,
        percentile_cont(array[0.5, 0.95]) within group (order by
          extract(epoch from (${checks.resultAt} - coalesce(${checks.startedAt}, ${checks.createdAt}))) * 1000) as times,
        extract(epoch from max(${checks.resultAt}) filter (where ${checks.outcome} = 'result')) * 1000 as last_result_ms
      from ${checks} where ${inPeriod(ctx, period)} group by 1
    )
    select ${providers.id} as id, ${providers.slug} as slug, ${providers.name} as name, ${providers.status} as status,
      ${providers.checkType} as check_type, ${providers.checkTemplate} as check_template, ${providers.currentVersion} as version,
      coalesce(f.started, 0) as started, coalesce(f.results, 0) as results, coalesce(f.errors, 0) as errors,
      round(f.times[1])::int as p50, round(f.times[2])::int as p95, f.last_result_ms::float8 as last_result_ms
    from ${providers} left join figures f on f.provider_id = ${providers.id}
    where ${providers.tenantId} = ${ctx.tenantId} and (${providers.status} <> 'retired' or f.started > 0)
    order by started desc, ${providers.createdAt} desc limit ${MOST}`);
  return rows.map((row) => toProviderActivity(row));
}

function toProviderActivity(row: Row): ProviderActivity {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    status: row.status,
    checkType: row.check_type,
    checkTemplate: row.check_template,
    version: row.version,
    started: row.started,
    results: row.results,
    errors: row.errors,
    p50ResultMs: row.p50,
    p95ResultMs: row.p95,
    lastResultAt: row.last_result_ms === null ? null : new Date(row.last_result_ms),
  };
}
