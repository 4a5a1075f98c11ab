import type { ListPage } from "@/components/data-table/use-live-pages";
import type { Change } from "@/components/monitored/change-list";
import { bornWithin, type MonitoredSearch, type MonitoredView } from "@/components/monitored/monitored-view";
import type { UpdateView } from "@/components/monitored/update-list";
import { decodeCursor, encodeCursor } from "@/lib/http/pagination";
import type { ServiceContext } from "@/lib/services/context";
import { listMonitored, type MonitoredItem, type MonitoredUpdate } from "@/lib/services/monitored";

const PAGE_ROWS = 50;
const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A monitored reference as the ledger shows it. */
export function toMonitoredView(item: MonitoredItem): MonitoredView {
  const { lastUpdate } = item;
  return {
    id: item.id,
    reference: item.reference,
    maxsightId: item.maxsightId,
    providerName: item.provider.name,
    isDemo: item.isDemo,
    state: item.state,
    since: item.since.toISOString(),
    lastUpdate:
      lastUpdate === null
        ? null
        : {
            number: lastUpdate.number,
            decision: lastUpdate.decision,
            outcome: lastUpdate.outcome,
            at: lastUpdate.occurredAt.toISOString(),
          },
    pendingUpdates: item.pendingUpdates,
    lastFetchedAt: iso(item.lastFetchedAt),
    nextPollAt: iso(item.nextPollAt),
    lastHeardAt: iso(item.lastHeardAt),
    drift: item.drift,
  };
}

/** A page of the ledger for the filters of the URL. */
export async function readMonitoredPage(
  ctx: ServiceContext,
  search: MonitoredSearch,
  cursor?: string,
): Promise<ListPage<MonitoredView, string>> {
  const page = await listMonitored(ctx, {
    filter: {
      provider: search.provider ?? undefined,
      state: search.state ?? undefined,
      drift: search.drift ?? undefined,
      lookup: search.lookup ?? undefined,
      ...bornWithin(search.age, ctx.now().getTime()),
    },
    page: { limit: PAGE_ROWS, after: decodeCursor(cursor) },
  });
  return { rows: page.items.map((item) => toMonitoredView(item)), next: encodeCursor(page.next) };
}

/** An update with its masked result and what changed, as texts. */
export function toUpdateView(update: MonitoredUpdate): UpdateView {
  return {
    number: update.number,
    updateId: update.updateId,
    state: update.state,
    outcome: update.outcome,
    decision: update.decision,
    occurredAt: update.occurredAt.toISOString(),
    fetchedAt: iso(update.fetchedAt),
    body: update.masked === null ? null : JSON.stringify(update.masked, null, 2),
    changes: update.changes === null ? null : update.changes.map((change) => toChange(change)),
  };
}

function toChange(change: NonNullable<MonitoredUpdate["changes"]>[number]): Change {
  return {
    kind: change.kind,
    path: change.path === "" ? "/" : change.path,
    before: "before" in change ? JSON.stringify(change.before) : null,
    after: "after" in change ? JSON.stringify(change.after) : null,
  };
}
