import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { BulkChecks } from "@/components/check/bulk-checks";
import { CHECK_SEARCH, checkFilters } from "@/components/check/check-filters";
import { ChecksList } from "@/components/check/checks-list";
import { filterWords } from "@/components/data-table/filter-words";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { openConsole } from "../../open-console";
import { missingRole } from "../../missing-role";
import { createBulkResend, previewBulkResend } from "../notifications/bulk-actions";
import { listProviderNames } from "../provider-names";
import { loadOlderChecks } from "./actions";
import { createBulkCancel, previewBulkCancel } from "./bulk-actions";
import { bulkFilter } from "./bulk-filter";
import { readChecksPage } from "./read-page";

export const metadata: Metadata = { title: "Checks" };

const loadSearch = createLoader(CHECK_SEARCH);
const serialize = createSerializer(CHECK_SEARCH);

type ChecksPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function ChecksPage({ params, searchParams }: ChecksPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx, tenant: membership } = await openConsole(tenant);
  const query = serialize(search);
  const [page, providers] = await Promise.all([readChecksPage(ctx, search), listProviderNames(ctx)]);
  const needed = missingRole(membership, "checks:write");
  return (
    <>
      <PageHeader
        title="Checks"
        description="Every run that Maxsight asked for."
        actions={
          <BulkChecks
            missingRole={needed}
            filter={bulkFilter(search, ctx.now().getTime())}
            words={filterWords(checkFilters(search, providers))}
            actions={{
              cancel: {
                preview: previewBulkCancel.bind(null, tenant),
                create: createBulkCancel.bind(null, tenant),
              },
              resend: {
                preview: previewBulkResend.bind(null, tenant),
                create: createBulkResend.bind(null, tenant),
              },
            }}
          />
        }
      />
      <ChecksList
        key={query}
        path={`/${tenant}/checks`}
        page={page}
        providers={providers}
        loadOlder={loadOlderChecks.bind(null, { tenant, query })}
        missingRole={needed}
      />
      <LiveRefresh on={["checks"]} />
    </>
  );
}
