import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { InboundList } from "@/components/inbound/inbound-list";
import { INBOUND_SEARCH } from "@/components/inbound/inbound-view";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { openConsole } from "../../open-console";
import { listProviderNames } from "../provider-names";
import { roleHasScope, roleNeededFor } from "@/lib/services/roles";
import { ignoreEvents, loadOlderInbound, removeRule } from "./actions";
import { readInboundPage, readRules } from "./inbound-item";

export const metadata: Metadata = { title: "Inbound" };

const loadSearch = createLoader(INBOUND_SEARCH);
const serialize = createSerializer(INBOUND_SEARCH);

type InboundPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function InboundPage({ params, searchParams }: InboundPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx, tenant: membership } = await openConsole(tenant);
  const query = serialize(search);
  const [page, providers, rules] = await Promise.all([
    readInboundPage(ctx, search),
    listProviderNames(ctx),
    readRules(ctx, search),
  ]);
  return (
    <>
      <PageHeader
        title="Inbound"
        description="What providers told us by webhook, what it was worth, and the check it belongs to."
      />
      <InboundList
        key={query}
        path={`/${tenant}/inbound`}
        page={page}
        providers={providers}
        ignore={ignoreEvents.bind(null, tenant)}
        rules={rules}
        removeRule={removeRule.bind(null, tenant)}
        missingRole={roleHasScope(membership.role, "checks:write") ? null : roleNeededFor("checks:write")}
        loadOlder={loadOlderInbound.bind(null, { tenant, query })}
      />
      <LiveRefresh on={["inbound"]} />
    </>
  );
}
