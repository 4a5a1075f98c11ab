"use client";
import { useCallback } from "react";
import type { DataColumn } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { useFilters } from "@/components/data-table/use-filters";
import { useLivePages, type ListPage } from "@/components/data-table/use-live-pages";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MonoId } from "@/components/ui/mono-id";
import { Status } from "@/components/ui/status";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { cutMiddle, plural } from "@/lib/format/text";
import { ChosenActions } from "@/components/jobs/chosen-actions";
import { CHOSEN_MONITORED } from "./bulk-monitored";
import { LookupField } from "./lookup-field";
import {
  driftName,
  MONITORED_SEARCH,
  monitoredFilters,
  monitoredWords,
  updateTag,
  type MonitoredView,
} from "./monitored-view";

const quiet = (text: string) => <span className="text-muted">{text}</span>;
const time = (at: string | null) => <Time at={at} isFocusable={false} className="text-muted" />;

const COLUMNS: readonly DataColumn<MonitoredView>[] = [
  {
    id: "since",
    header: "Since",
    sorted: "descending",
    narrow: "side",
    cell: (item) => (
      <Time at={item.since} as="moment" isFocusable={false} className="font-mono text-xs text-muted" />
    ),
  },
  {
    id: "provider",
    header: "Provider",
    narrow: "lead",
    isLink: true,
    cell: (item) => (
      <span className="inline-flex max-w-full items-center gap-2 align-middle @2xl:max-w-48">
        <span className="truncate">{item.providerName}</span>
        {item.isDemo && <Tag className="shrink-0">demo</Tag>}
        {/* Where rows fold there is no column for it, and several references of a provider look alike. */}
        <span className="font-mono text-xs font-normal text-muted @2xl:hidden">
          {cutMiddle(item.reference)}
        </span>
      </span>
    ),
  },
  {
    id: "reference",
    header: "Reference",
    leavesBelow: "medium",
    cell: (item) => <MonoId id={item.reference} label="reference" />,
  },
  { id: "state", header: "State", narrow: "sub", cell: (item) => <MonitoredStatus item={item} /> },
  { id: "drift", header: "Drift", narrow: "more", cell: (item) => <DriftTags item={item} /> },
  { id: "update", header: "Last update", narrow: "end", cell: (item) => <LastUpdate item={item} /> },
  { id: "fetched", header: "Last fetched", leavesBelow: "medium", cell: (item) => time(item.lastFetchedAt) },
  {
    id: "pending",
    header: "Not fetched",
    isNumeric: true,
    leavesBelow: "wide",
    cell: (item) => item.pendingUpdates,
  },
  { id: "heard", header: "Provider heard", leavesBelow: "wide", cell: (item) => time(item.lastHeardAt) },
  { id: "poll", header: "Next poll", leavesBelow: "wide", cell: (item) => time(item.nextPollAt) },
];

export function MonitoredStatus({ item }: { item: Pick<MonitoredView, "state" | "drift"> }) {
  const { tone, word } = monitoredWords(item);
  return <Status tone={tone}>{word}</Status>;
}

function DriftTags({ item }: { item: MonitoredView }) {
  // The state says already that it is paused.
  const flags = item.drift.filter((flag) => flag !== "paused");
  if (flags.length === 0) return <span className="hidden text-muted @2xl:inline">—</span>;
  return (
    <span className="inline-flex gap-1">
      {flags.map((flag) => (
        <Tag key={flag} tone="wait">
          {driftName(flag)}
        </Tag>
      ))}
    </span>
  );
}

function LastUpdate({ item }: { item: MonitoredView }) {
  if (item.lastUpdate === null) return quiet("none yet");
  const { tone, text } = updateTag(item.lastUpdate);
  return (
    <span className="inline-flex items-center gap-2">
      <span className="text-muted">#{item.lastUpdate.number}</span>
      <Tag tone={tone}>{text}</Tag>
    </span>
  );
}

type MonitoredListProps = {
  /** Path of the list: `/acme/monitored`. */
  path: string;
  page: ListPage<MonitoredView, string>;
  providers: readonly { slug: string; name: string }[];
  loadOlder: (cursor: string) => Promise<ListPage<MonitoredView, string>>;
  /** Why the selected rows may not be acted on; null where they may. */
  missingRole: string | null;
};

function actionsOf(missingRole: string | null) {
  return (ids: readonly string[]) => (
    <ChosenActions ids={ids} actions={CHOSEN_MONITORED} missingRole={missingRole} />
  );
}

const idOf = (item: MonitoredView) => item.id;
const nameOf = (item: MonitoredView) =>
  `Monitored ${item.reference}, ${item.providerName}, ${monitoredWords(item).word.toLowerCase()}`;

/** The ledger of monitored references: filters in the URL, newest first. */
export function MonitoredList({ path, page, providers, loadOlder, missingRole }: MonitoredListProps) {
  const { search, change, clear, isStale } = useFilters(MONITORED_SEARCH);
  const pages = useLivePages({ latest: page, rowId: idOf, loadOlder });
  const rowHref = useCallback((item: MonitoredView) => `${path}/${item.id}`, [path]);
  const count = plural(pages.rows.length, "reference");
  return (
    <DataTable
      name="monitored"
      what="reference"
      columns={COLUMNS}
      rows={pages.rows}
      rowId={idOf}
      rowName={nameOf}
      rowHref={rowHref}
      isStale={isStale}
      filters={
        <>
          <LookupField value={search.lookup} onChange={(value) => change("lookup", value)} />
          <FilterBar filters={monitoredFilters(search, providers)} onChange={change} />
        </>
      }
      fresh={pages.fresh}
      paging={{
        text: pages.hasFailed
          ? "Older references could not be read. Try again."
          : `${count}${pages.loadOlder ? " so far" : ""} · newest first`,
        onLoadOlder: pages.loadOlder,
        isLoading: pages.isLoading,
      }}
      selectionActions={actionsOf(missingRole)}
      empty={
        <EmptyState
          title="No monitored reference fits"
          action={<Button onClick={clear}>Clear the filters</Button>}
        >
          A check of a monitored template stands here from its first result on, until Maxsight cancels it.
          Each change the provider reports becomes an update.
        </EmptyState>
      }
    />
  );
}
