import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { FirstSteps } from "@/components/overview/first-steps";
import { OutcomesCard } from "@/components/overview/outcomes-card";
import { OVERVIEW_SEARCH, PERIOD_PHRASES, periodAt } from "@/components/overview/period";
import { PeriodPicker } from "@/components/overview/period-picker";
import { ProviderTable } from "@/components/overview/provider-figures";
import { StatTiles } from "@/components/overview/stat-tile";
import { WhatChanged } from "@/components/overview/what-changed";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { getOverview, type Overview } from "@/lib/services/overview";
import { roleHasScope } from "@/lib/services/roles";
import { openConsole } from "../open-console";
import { errorRows, statsOf } from "./overview-view";
import { readShellFacts } from "./shell-facts";

export const metadata: Metadata = { title: "Overview" };

const loadSearch = createLoader(OVERVIEW_SEARCH);

type OverviewPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function OverviewPage({ params, searchParams }: OverviewPageProps) {
  const { tenant: slug } = await params;
  const { period } = await loadSearch(searchParams);
  const { ctx, tenant } = await openConsole(slug);
  const [overview, { attention }] = await Promise.all([
    getOverview(ctx, periodAt(period, ctx.now().getTime())),
    readShellFacts(ctx),
  ]);
  const path = `/${slug}`;
  const { steps } = overview;
  const isNew = !(steps.hasProvider && steps.hasKey && steps.hasCheck);
  return (
    <>
      <PageHeader
        title="Overview"
        description={`What happened to checks in ${PERIOD_PHRASES[period]}, and what needs a person.`}
        actions={<PeriodPicker />}
      />
      {isNew && (
        <FirstSteps steps={steps} path={path} canRegister={roleHasScope(tenant.role, "providers:write")} />
      )}
      <StatTiles stats={statsOf(overview, attention, { period, path })} />
      <OutcomesCard
        steps={overview.buckets.map(({ at, ...counts }) => ({ at: at.toISOString(), ...counts }))}
        errors={errorRows(overview)}
      />
      <div className="grid items-start gap-3 lg:grid-cols-[minmax(0,2fr)_minmax(260px,1fr)]">
        <ProviderTable path={`${path}/providers`} providers={overview.providers.map(toFigures)} />
        <WhatChanged
          changes={overview.changes.map((change) => ({ ...change, at: change.at.toISOString() }))}
        />
      </div>
      <LiveRefresh on={["checks", "notifications", "attention", "breakers", "providers"]} pauseMs={5_000} />
    </>
  );
}

function toFigures(provider: Overview["providers"][number]) {
  const { slug, name, status, checkType, started, results, errors, p50ResultMs, p95ResultMs, lastResultAt } =
    provider;
  return {
    slug,
    name,
    status,
    checkType,
    started,
    results,
    errors,
    p50Ms: p50ResultMs,
    p95Ms: p95ResultMs,
    lastResultAt: lastResultAt?.toISOString() ?? null,
  };
}
