import type { Metadata } from "next";
import Link from "next/link";
import { createLoader, parseAsInteger, type SearchParams } from "nuqs/server";
import { DRIFT_SENTENCES } from "@/components/monitored/monitored-view";
import { UpdateList } from "@/components/monitored/update-list";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiveRefresh } from "@/components/live/live-refresh";
import { MonoId } from "@/components/ui/mono-id";
import { plural } from "@/lib/format/text";
import { readCancelPlan } from "@/lib/services/checks";
import { getMonitored } from "@/lib/services/monitored";
import { openConsole } from "../../../open-console";
import { missingRole } from "../../../missing-role";
import { orNotFound } from "../../../or-not-found";
import { toUpdateView } from "../monitored-item";
import { supersede } from "./actions";
import { MonitoredActions } from "./monitored-actions";
import { MonitoredFacts } from "./monitored-facts";

const loadSearch = createLoader({ before: parseAsInteger });

type MonitoredCheckPageProps = {
  params: Promise<{ tenant: string; id: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: MonitoredCheckPageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: `Monitored ${id.slice(0, 8)}` };
}

export default async function MonitoredCheckPage({ params, searchParams }: MonitoredCheckPageProps) {
  const { tenant, id } = await params;
  const { before } = await loadSearch(searchParams);
  const { ctx, tenant: membership } = await openConsole(tenant);
  const item = await orNotFound(getMonitored(ctx, { id, before }));
  const isActive = item.state === "monitoring" || item.state === "in_progress" || item.state === "accepted";
  const needed = missingRole(membership, "checks:write");
  const plan = isActive ? await readCancelPlan(ctx, item) : null;
  const path = `/${tenant}/monitored/${item.id}`;
  return (
    <>
      <PageHeader
        title="Monitored reference"
        aside={<MonoId isLarge id={item.reference} label="reference" />}
        description={`${item.provider.name} watches it for Maxsight. ${plural(item.pendingUpdates, "update")} not fetched yet.`}
        actions={plan && <MonitoredActions tenant={tenant} item={item} plan={plan} missingRole={needed} />}
      />
      {item.drift.map((flag) => (
        <Callout key={flag} tone={flag === "paused" ? "park" : "wait"} className="mb-3">
          {DRIFT_SENTENCES[flag]}
        </Callout>
      ))}
      <MonitoredFacts tenant={tenant} item={item} />
      <h2 className="mb-2.5 text-sm font-semibold">Updates</h2>
      <UpdateList
        updates={item.updates.map((update) => toUpdateView(update))}
        hasNewer={before !== null}
        {...(isActive && needed === null ? { supersede: supersede.bind(null, { tenant, id: item.id }) } : {})}
      />
      <nav aria-label="Pages of updates" className="mt-3 flex gap-2">
        {before !== null && (
          <Button asChild size="sm">
            <Link href={path}>Newest updates</Link>
          </Button>
        )}
        {item.next !== null && (
          <Button asChild size="sm">
            <Link href={`${path}?before=${item.next}`}>Older updates</Link>
          </Button>
        )}
      </nav>
      {isActive && <LiveRefresh on={["checks", "notifications"]} />}
    </>
  );
}
