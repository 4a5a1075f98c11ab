import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { CHECK_SEARCH } from "@/components/check/check-filters";
import { ChecksList } from "@/components/check/checks-list";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { openConsole } from "../../open-console";
import { listProviderNames } from "../provider-names";
import { loadOlderChecks } from "./actions";
import { readChecksPage } from "./read-page";

export const metadata: Metadata = { title: "Checks" };

const loadSearch = createLoader(CHECK_SEARCH);
const serialize = createSerializer(CHECK_SEARCH);

type ChecksPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function ChecksPage({ params, searchParams }: ChecksPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx } = await openConsole(tenant);
  const query = serialize(search);
  const [page, providers] = await Promise.all([readChecksPage(ctx, search), listProviderNames(ctx)]);
  return (
    <>
      <PageHeader title="Checks" description="Every run that Maxsight asked for." />
      <ChecksList
        key={query}
        path={`/${tenant}/checks`}
        page={page}
        providers={providers}
        loadOlder={loadOlderChecks.bind(null, { tenant, query })}
      />
      <LiveRefresh on={["checks"]} />
    </>
  );
}
