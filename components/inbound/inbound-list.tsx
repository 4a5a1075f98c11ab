"use client";
import { useCallback, useState } from "react";
import type { DataColumn } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { useFilters } from "@/components/data-table/use-filters";
import { useLivePages, type ListPage } from "@/components/data-table/use-live-pages";
import type { Confirmed } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { MonoId } from "@/components/ui/mono-id";
import { Status } from "@/components/ui/status";
import { TabPanel, Tabs } from "@/components/ui/tabs";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { formatBytes, plural } from "@/lib/format/text";
import { IgnoreSelected } from "./ignore-selected";
import { RuleList, type RuleView } from "./rule-list";
import {
  INBOUND_SEARCH,
  INBOUND_STATE_WORDS,
  inboundFilters,
  VERDICT_WORDS,
  type InboundState,
  type InboundVerdict,
  type InboundView,
} from "./inbound-view";

const quiet = (text: string) => <span className="text-muted">{text}</span>;
const mono = (id: string | null, label: string) => (id ? <MonoId id={id} label={label} /> : quiet("—"));

const COLUMNS: readonly DataColumn<InboundView>[] = [
  {
    id: "received",
    header: "Received",
    sorted: "descending",
    narrow: "side",
    cell: (event) => (
      <Time at={event.createdAt} as="moment" isFocusable={false} className="font-mono text-xs text-muted" />
    ),
  },
  {
    id: "provider",
    header: "Provider",
    narrow: "lead",
    isLink: true,
    cell: (event) => (
      <span className="inline-block max-w-full truncate align-middle @2xl:max-w-48">
        {event.providerName}
      </span>
    ),
  },
  {
    id: "event",
    header: "Event id",
    leavesBelow: "medium",
    cell: (event) => mono(event.eventId, "event id"),
  },
  {
    id: "reference",
    header: "Provider reference",
    leavesBelow: "medium",
    cell: (event) => mono(event.providerReference, "provider reference"),
  },
  { id: "verdict", header: "Verdict", narrow: "end", cell: (event) => <Verdict verdict={event.verdict} /> },
  { id: "state", header: "State", narrow: "sub", cell: (event) => <InboundStatus state={event.state} /> },
  {
    id: "check",
    header: "Check",
    leavesBelow: "wide",
    cell: (event) => mono(event.maxsightCheckId, "Maxsight check id"),
  },
  {
    id: "size",
    header: "Size",
    isNumeric: true,
    leavesBelow: "wide",
    cell: (event) => quiet(formatBytes(event.size)),
  },
];

export function InboundStatus({ state }: { state: InboundState }) {
  const { tone, word } = INBOUND_STATE_WORDS[state];
  return <Status tone={tone}>{word}</Status>;
}

export function Verdict({ verdict }: { verdict: InboundVerdict }) {
  const { tone, word } = VERDICT_WORDS[verdict];
  return <Tag tone={tone}>{word}</Tag>;
}

type InboundListProps = {
  /** Path of the list: `/acme/inbound`. */
  path: string;
  page: ListPage<InboundView, string>;
  providers: readonly { slug: string; name: string }[];
  loadOlder: (cursor: string) => Promise<ListPage<InboundView, string>>;
  ignore: (ids: readonly string[], reason: string) => Promise<Confirmed>;
  /** The standing rules, in the tab that shows them. */
  rules: readonly RuleView[];
  removeRule: (id: string) => Promise<Confirmed>;
  /** The role that may ignore events and remove rules, for somebody who has not got it. */
  missingRole: string | null;
};

/** The providers' webhooks, all or only those that found no check; filters in the URL, newest first. */
export function InboundList(props: InboundListProps) {
  const filters = useFilters(INBOUND_SEARCH);
  const { tab } = filters.search;
  // Ignored just now: they leave the tray, and the selection, before the page has been read again.
  const [gone, setGone] = useState<readonly string[]>([]);
  const ignore: InboundListProps["ignore"] = async (ids, reason) => {
    const done = await props.ignore(ids, reason);
    if (done.ok) setGone([...gone, ...ids]);
    return done;
  };
  return (
    <Tabs
      label="Which events"
      value={tab}
      onValueChange={(value) => filters.change("tab", value)}
      items={[
        { value: "all", label: "All events" },
        { value: "unmatched", label: "Unmatched" },
        { value: "rules", label: "Ignore rules" },
      ]}
    >
      <TabPanel value={tab}>
        {tab === "rules" ? (
          <RuleList
            path={props.path}
            rules={props.rules}
            remove={props.removeRule}
            missingRole={props.missingRole}
          />
        ) : (
          <EventTable key={gone.length} {...props} ignore={ignore} gone={gone} filters={filters} />
        )}
      </TabPanel>
    </Tabs>
  );
}

const idOf = (event: InboundView) => event.id;
const nameOf = (event: InboundView) =>
  `Event ${event.eventId ?? event.id.slice(0, 8)}, ${event.providerName}, ${INBOUND_STATE_WORDS[event.state].word.toLowerCase()}`;

type EventTableProps = InboundListProps & {
  gone: readonly string[];
  filters: ReturnType<typeof useFilters<typeof INBOUND_SEARCH>>;
};

function EventTable(props: EventTableProps) {
  const { path, page, providers, loadOlder, filters, ignore, gone, missingRole } = props;
  const isUnmatched = filters.search.tab === "unmatched";
  const pages = useLivePages({ latest: page, rowId: idOf, loadOlder });
  const rowHref = useCallback((event: InboundView) => `${path}/${event.id}`, [path]);
  const selectionActions = useCallback(
    (ids: readonly string[]) => <IgnoreSelected ids={ids} ignore={ignore} missingRole={missingRole} />,
    [ignore, missingRole],
  );
  const rows = isUnmatched ? pages.rows.filter(({ id }) => !gone.includes(id)) : pages.rows;
  const count = plural(rows.length, "event");
  return (
    <DataTable
      name="inbound"
      what="event"
      columns={COLUMNS}
      rows={rows}
      rowId={idOf}
      rowName={nameOf}
      rowHref={rowHref}
      isStale={filters.isStale}
      filters={<FilterBar filters={inboundFilters(filters.search, providers)} onChange={filters.change} />}
      fresh={pages.fresh}
      paging={{
        text: pages.hasFailed
          ? "Older events could not be read. Try again."
          : `${count}${pages.loadOlder ? " so far" : ""} · newest first`,
        onLoadOlder: pages.loadOlder,
        isLoading: pages.isLoading,
      }}
      {...(isUnmatched ? { selectionActions } : {})}
      empty={<Empty isUnmatched={isUnmatched} />}
    />
  );
}

function Empty({ isUnmatched }: { isUnmatched: boolean }) {
  if (isUnmatched) {
    return (
      <EmptyState title="Every event found its check">
        A genuine webhook whose reference we do not know waits here until somebody attaches or ignores it.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No event fits">
      Providers that tell us by webhook show here, refused ones too: each with what its signature was worth
      and the check it belongs to.
    </EmptyState>
  );
}
