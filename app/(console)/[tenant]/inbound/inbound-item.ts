import type { InboundSearch, InboundView } from "@/components/inbound/inbound-view";
import type { RuleView } from "@/components/inbound/rule-list";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { decodeCursor, encodeCursor } from "@/lib/http/pagination";
import { isUuid } from "@/lib/ids";
import type { ServiceContext } from "@/lib/services/context";
import { type IgnoreRule, type InboundItem, listIgnoreRules, listInbound } from "@/lib/services/inbound";

const PAGE_ROWS = 50;

/** A webhook as lists show it. */
export function toInboundView(item: InboundItem): InboundView {
  return {
    id: item.id,
    providerName: item.provider.name,
    eventId: item.eventId,
    providerReference: item.providerReference,
    verdict: item.verdict,
    state: item.state,
    maxsightCheckId: item.check?.maxsightId ?? null,
    size: item.size,
    createdAt: item.createdAt.toISOString(),
  };
}

/** A page of webhooks for the filters of the URL. */
export async function readInboundPage(
  ctx: ServiceContext,
  search: InboundSearch,
  cursor?: string,
): Promise<ListPage<InboundView, string>> {
  const page = await listInbound(ctx, {
    filter: {
      provider: search.provider ?? undefined,
      state: search.tab === "unmatched" ? "unmatched" : (search.state ?? undefined),
      verdict: search.verdict ?? undefined,
      ignored_by: search.rule !== null && isUuid(search.rule) ? search.rule : undefined,
    },
    page: { limit: PAGE_ROWS, after: decodeCursor(cursor) },
  });
  return { rows: page.items.map((item) => toInboundView(item)), next: encodeCursor(page.next) };
}

/** The standing rules, where the tab is open that shows them. */
export async function readRules(ctx: ServiceContext, search: InboundSearch): Promise<RuleView[]> {
  if (search.tab !== "rules") return [];
  const rules = await listIgnoreRules(ctx, { filter: {} });
  return rules.map((rule) => toRuleView(rule));
}

function toRuleView(rule: IgnoreRule): RuleView {
  return {
    id: rule.id,
    providerName: rule.provider.name,
    field: rule.field,
    equals: rule.equals,
    reason: rule.reason,
    by: rule.actorLabel,
    ignored: rule.ignoredCount,
    lastIgnoredAt: rule.lastIgnoredAt?.toISOString() ?? null,
    createdAt: rule.createdAt.toISOString(),
  };
}
