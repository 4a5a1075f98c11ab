"use client";
import { useCallback } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { useFilters } from "@/components/data-table/use-filters";
import { useLivePages, type ListPage } from "@/components/data-table/use-live-pages";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { plural } from "@/lib/format/text";
import { ChosenActions } from "@/components/jobs/chosen-actions";
import { CHOSEN_CHECKS } from "./bulk-checks";
import { CHECK_COLUMNS, checkName } from "./check-columns";
import { CHECK_SEARCH, checkFilters } from "./check-filters";
import type { CheckItem } from "./check-list-item";

export type ChecksListProps = {
  /** Path of the list: `/acme/checks`. */
  path: string;
  page: ListPage<CheckItem, string>;
  providers: readonly { slug: string; name: string }[];
  loadOlder: (cursor: string) => Promise<ListPage<CheckItem, string>>;
  /** Why the selected rows may not be acted on; null where they may. */
  missingRole: string | null;
};

const idOf = (check: CheckItem) => check.id;

function actionsOf(missingRole: string | null) {
  return (ids: readonly string[]) => (
    <ChosenActions ids={ids} actions={CHOSEN_CHECKS} missingRole={missingRole} />
  );
}

/** The list of checks: filters in the URL, newest first, older pages on demand. */
export function ChecksList({ path, page, providers, loadOlder, missingRole }: ChecksListProps) {
  const { search, change, clear, isStale } = useFilters(CHECK_SEARCH);
  const pages = useLivePages({ latest: page, rowId: idOf, loadOlder });
  const rowHref = useCallback((check: CheckItem) => `${path}/${check.id}`, [path]);
  const text = `${plural(pages.rows.length, "check")}${pages.loadOlder ? " so far" : ""} · newest first`;
  return (
    <DataTable
      name="checks"
      what="check"
      columns={CHECK_COLUMNS}
      rows={pages.rows}
      rowId={idOf}
      rowName={checkName}
      rowHref={rowHref}
      isStale={isStale}
      filters={<FilterBar filters={checkFilters(search, providers)} onChange={change} />}
      fresh={pages.fresh}
      paging={{
        text: pages.hasFailed ? "Older checks could not be read. Try again." : text,
        onLoadOlder: pages.loadOlder,
        isLoading: pages.isLoading,
      }}
      selectionActions={actionsOf(missingRole)}
      empty={
        <EmptyState
          title="No check fits these filters"
          action={<Button onClick={clear}>Clear the filters</Button>}
        >
          Checks appear here the moment Maxsight calls one of your providers. Widen the time window, or take a
          filter away.
        </EmptyState>
      }
    />
  );
}
