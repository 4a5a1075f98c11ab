import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { MonitoredList } from "@/components/monitored/monitored-list";
import { MONITORED_SEARCH } from "@/components/monitored/monitored-view";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { openConsole } from "../../open-console";
import { listProviderNames } from "../provider-names";
import { loadOlderMonitored } from "./actions";
import { readMonitoredPage } from "./monitored-item";

export const metadata: Metadata = { title: "Monitored" };

const loadSearch = createLoader(MONITORED_SEARCH);
const serialize = createSerializer(MONITORED_SEARCH);

type MonitoredPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function MonitoredPage({ params, searchParams }: MonitoredPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx } = await openConsole(tenant);
  const query = serialize(search);
  const [page, providers] = await Promise.all([readMonitoredPage(ctx, search), listProviderNames(ctx)]);
  return (
    <>
      <PageHeader
        title="Monitored"
        description="References under ongoing monitoring: what was last reported, and what Maxsight fetched."
      />
      <MonitoredList
        key={query}
        path={`/${tenant}/monitored`}
        page={page}
        providers={providers}
        loadOlder={loadOlderMonitored.bind(null, { tenant, query })}
      />
      <LiveRefresh on={["checks"]} pauseMs={2_000} />
    </>
  );
}
