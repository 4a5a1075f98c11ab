import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { BulkMonitored } from "@/components/monitored/bulk-monitored";
import { MonitoredList } from "@/components/monitored/monitored-list";
import { MONITORED_SEARCH } from "@/components/monitored/monitored-view";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import type { MonitoringKind } from "@/lib/services/jobs";
import { openConsole } from "../../open-console";
import { missingRole } from "../../missing-role";
import { createBulkCancel, previewBulkCancel } from "../checks/bulk-actions";
import { listProviderNames } from "../provider-names";
import { loadOlderMonitored } from "./actions";
import { createBulkMonitoring, previewBulkMonitoring } from "./bulk-actions";
import { bulkFilter, bulkWords } from "./bulk-filter";
import { readMonitoredPage } from "./monitored-item";

export const metadata: Metadata = { title: "Monitored" };

const loadSearch = createLoader(MONITORED_SEARCH);
const serialize = createSerializer(MONITORED_SEARCH);

type MonitoredPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function MonitoredPage({ params, searchParams }: MonitoredPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx, tenant: membership } = await openConsole(tenant);
  const query = serialize(search);
  const [page, providers] = await Promise.all([readMonitoredPage(ctx, search), listProviderNames(ctx)]);
  const needed = missingRole(membership, "checks:write");
  return (
    <>
      <PageHeader
        title="Monitored"
        description="References under ongoing monitoring: what was last reported, and what Maxsight fetched."
        actions={
          <BulkMonitored
            missingRole={needed}
            filter={bulkFilter(search, ctx.now().getTime())}
            words={bulkWords(search, providers)}
            actions={{
              cancel: {
                preview: previewBulkCancel.bind(null, tenant),
                create: createBulkCancel.bind(null, tenant),
              },
              poll: monitoringActions(tenant, "poll"),
              pause: monitoringActions(tenant, "pause_monitoring"),
              resume: monitoringActions(tenant, "resume_monitoring"),
            }}
          />
        }
      />
      <MonitoredList
        key={query}
        path={`/${tenant}/monitored`}
        page={page}
        providers={providers}
        loadOlder={loadOlderMonitored.bind(null, { tenant, query })}
        missingRole={needed}
      />
      <LiveRefresh on={["checks"]} pauseMs={2_000} />
    </>
  );
}

function monitoringActions(tenant: string, kind: MonitoringKind) {
  const place = { tenant, kind };
  return {
    preview: previewBulkMonitoring.bind(null, place),
    create: createBulkMonitoring.bind(null, place),
  };
}
