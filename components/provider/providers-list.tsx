"use client";
import { useCallback, type ReactNode } from "react";
import { TEMPLATE_NAMES, TYPE_NAMES } from "@/components/check/check-words";
import type { DataColumn } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import type { ProviderItem } from "./provider-item";
import { ProviderState, statusWord } from "./provider-status";

const quiet = (text: string | number) => <span className="text-muted">{text}</span>;

const COLUMNS: readonly DataColumn<ProviderItem>[] = [
  {
    id: "name",
    header: "Provider",
    narrow: "lead",
    isLink: true,
    cell: (provider) => provider.name,
  },
  {
    id: "status",
    header: "Status",
    narrow: "sub",
    cell: (provider) => <ProviderState provider={provider} />,
  },
  {
    id: "type",
    header: "Type",
    leavesBelow: "medium",
    cell: (provider) => quiet(TYPE_NAMES[provider.checkType]),
  },
  {
    id: "template",
    header: "Template",
    narrow: "side",
    cell: (provider) => quiet(TEMPLATE_NAMES[provider.template]),
  },
  {
    id: "connector",
    header: "Connector",
    leavesBelow: "wide",
    cell: (provider) => quiet(provider.connector),
  },
  {
    id: "url",
    header: "Path",
    leavesBelow: "medium",
    cell: (provider) => <MonoId isWhole id={`/p/${provider.slug}/`} label="path" />,
  },
  {
    id: "version",
    header: "Version",
    isNumeric: true,
    leavesBelow: "wide",
    cell: (provider) => quiet(provider.version),
  },
  {
    id: "changed",
    header: "Changed",
    narrow: "end",
    cell: (provider) => <Time at={provider.updatedAt} isFocusable={false} className="text-muted" />,
  },
];

type ProvidersListProps = {
  /** Path of the list: `/acme/providers`. */
  path: string;
  providers: readonly ProviderItem[];
  empty: ReactNode;
};

const idOf = (provider: ProviderItem) => provider.id;
const nameOf = (provider: ProviderItem) => `${provider.name}, ${statusWord(provider.status)}`;

/** The providers of a tenant, newest first. */
export function ProvidersList({ path, providers, empty }: ProvidersListProps) {
  const rowHref = useCallback((provider: ProviderItem) => `${path}/${provider.slug}`, [path]);
  return (
    <DataTable
      name="providers"
      what="provider"
      columns={COLUMNS}
      rows={providers}
      rowId={idOf}
      rowName={nameOf}
      rowHref={rowHref}
      paging={{ text: plural(providers.length, "provider"), onLoadOlder: null, isLoading: false }}
      empty={empty}
    />
  );
}
