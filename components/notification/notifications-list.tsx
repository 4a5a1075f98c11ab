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
import { CHOSEN_NOTIFICATIONS } from "./bulk-notifications";
import { NOTIFICATION_COLUMNS, notificationName } from "./notification-columns";
import { NOTIFICATION_SEARCH, notificationFilters } from "./notification-filters";
import type { NotificationItem } from "./notification-item";

export type NotificationsListProps = {
  /** Path of the list: `/acme/notifications`. */
  path: string;
  page: ListPage<NotificationItem, string>;
  providers: readonly { slug: string; name: string }[];
  loadOlder: (cursor: string) => Promise<ListPage<NotificationItem, string>>;
  /** Why the selected rows may not be sent again; null where they may. */
  missingRole: string | null;
};

function actionsOf(missingRole: string | null) {
  return (ids: readonly string[]) => (
    <ChosenActions ids={ids} actions={CHOSEN_NOTIFICATIONS} missingRole={missingRole} />
  );
}

const idOf = (item: NotificationItem) => item.id;

/** The list of notifications: filters in the URL, newest first, older pages on demand. */
export function NotificationsList(props: NotificationsListProps) {
  const { path, page, providers, loadOlder, missingRole } = props;
  const { search, change, clear, isStale } = useFilters(NOTIFICATION_SEARCH);
  const pages = useLivePages({ latest: page, rowId: idOf, loadOlder });
  const rowHref = useCallback((item: NotificationItem) => `${path}/${item.id}`, [path]);
  const text = `${plural(pages.rows.length, "notification")}${pages.loadOlder ? " so far" : ""} · newest first`;
  return (
    <DataTable
      name="notifications"
      what="notification"
      columns={NOTIFICATION_COLUMNS}
      rows={pages.rows}
      rowId={idOf}
      rowName={notificationName}
      rowHref={rowHref}
      isStale={isStale}
      filters={<FilterBar filters={notificationFilters(search, providers)} onChange={change} />}
      fresh={pages.fresh}
      paging={{
        text: pages.hasFailed ? "Older notifications could not be read. Try again." : text,
        onLoadOlder: pages.loadOlder,
        isLoading: pages.isLoading,
      }}
      selectionActions={actionsOf(missingRole)}
      empty={
        <EmptyState
          title="No notification fits these filters"
          action={<Button onClick={clear}>Clear the filters</Button>}
        >
          Gatehouse notifies Maxsight when the result of a callback check is there. Synchronous checks need
          none: their result travels in the answer.
        </EmptyState>
      }
    />
  );
}
