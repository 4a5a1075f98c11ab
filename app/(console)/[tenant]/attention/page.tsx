import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { AttentionList } from "@/components/attention/attention-list";
import { ATTENTION_SEARCH } from "@/components/attention/attention-search";
import { AttentionFilters } from "@/components/attention/attention-filters";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { LiveRefresh } from "@/components/live/live-refresh";
import { Time } from "@/components/ui/time";
import { type Attention, listAssignees, listAttention } from "@/lib/services/attention";
import { roleHasScope, roleNeededFor } from "@/lib/services/roles";
import { openConsole } from "../../open-console";
import { createBulkResend, previewBulkResend } from "../notifications/bulk-actions";
import { closeBreakerOf, loadItems, markItems, previewItemMapping, saveItemMapping } from "./actions";
import { toGroupView } from "./attention-view";

export const metadata: Metadata = { title: "Needs attention" };

const loadSearch = createLoader(ATTENTION_SEARCH);
/** With a wish for an owner the items themselves are looked through. */
const ITEMS_OF_OWNER = 100;

type AttentionPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function AttentionPage({ params, searchParams }: AttentionPageProps) {
  const { tenant } = await params;
  const { owner, show } = await loadSearch(searchParams);
  const { ctx, user, tenant: membership } = await openConsole(tenant);
  const wish = { shown: show, ...(owner === "anyone" ? {} : { itemsPerGroup: ITEMS_OF_OWNER }) };
  const [attention, members] = await Promise.all([listAttention(ctx, wish), listAssignees(ctx)]);
  const place = { tenant, shown: show };
  const groups = attention.groups.flatMap(
    (group) => toGroupView(group, { tenant, owner, userId: user.id }) ?? [],
  );
  return (
    <>
      <PageHeader
        title="Needs attention"
        description={
          show === "hidden"
            ? "What sleeps or was dismissed, and has not happened again."
            : "One row for each thing that a person can fix, grouped by cause."
        }
        actions={<AttentionFilters owner={owner} show={show} />}
      />
      <AttentionList
        key={`${show}/${owner}`}
        groups={groups}
        isHidden={show === "hidden"}
        missingRole={roleHasScope(membership.role, "checks:write") ? null : roleNeededFor("checks:write")}
        people={{ me: user.id, members }}
        actions={{
          markItems: markItems.bind(null, place),
          loadItems: loadItems.bind(null, place),
          closeBreaker: closeBreakerOf.bind(null, place),
          previewRemap: previewItemMapping.bind(null, place),
          saveRemap: saveItemMapping.bind(null, place),
          resend: {
            preview: previewBulkResend.bind(null, tenant),
            create: createBulkResend.bind(null, tenant),
          },
        }}
        empty={<Empty attention={attention} isFiltered={owner !== "anyone" || show === "hidden"} />}
      />
      <LiveRefresh on={["checks", "notifications", "inbound", "attention", "breakers"]} pauseMs={5_000} />
    </>
  );
}

function Empty({ attention, isFiltered }: { attention: Attention; isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState title="Nothing here">
        No item is in this part of the list. Others may wait for you.
      </EmptyState>
    );
  }
  const { lastClearedAt } = attention;
  return (
    <EmptyState title="Nothing needs you.">
      {lastClearedAt === null ? (
        "No item was cleared in the last 30 days either. What a person must mend shows here by itself."
      ) : (
        <>
          Last item cleared <Time at={lastClearedAt.toISOString()} />.
        </>
      )}
    </EmptyState>
  );
}
