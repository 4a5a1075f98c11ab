"use client";
import { useCallback, type ReactNode } from "react";
import { TEMPLATE_NAMES, TYPE_NAMES } from "@/components/check/check-words";
import type { DataColumn } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { MonoId } from "@/components/ui/mono-id";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format/text";
import type { ProviderItem, ProviderValidation } from "./provider-item";
import { ProviderState, statusWord } from "./provider-status";

const quiet = (text: string | number) => <span className="text-muted">{text}</span>;

/** One provider of the list. */
export type ListedProvider = ProviderItem & { validation: ProviderValidation };

const COLUMNS: readonly DataColumn<ListedProvider>[] = [
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
    id: "validated",
    header: "Validated",
    narrow: "more",
    cell: (provider) => <ValidationState {...provider.validation} />,
  },
  {
    id: "changed",
    header: "Changed",
    narrow: "end",
    cell: (provider) => <Time at={provider.updatedAt} isFocusable={false} className="text-muted" />,
  },
];

const RESULTS = {
  passed: { tone: "good", word: "Passed" },
  failed: { tone: "bad", word: "Failed" },
  not_run: { tone: "none", word: "Not yet" },
} as const;

/** The result of the published version; an older green one is named, since that is what was proven last. */
function ValidationState({ result, greenVersion }: ProviderValidation) {
  const { tone, word } = RESULTS[result];
  return (
    <Status tone={tone}>
      {word}
      {result !== "passed" && greenVersion !== null && (
        <span className="text-muted">, version {greenVersion} passed</span>
      )}
    </Status>
  );
}

type ProvidersListProps = {
  /** Path of the list: `/acme/providers`. */
  path: string;
  providers: readonly ListedProvider[];
  empty: ReactNode;
};

const idOf = (provider: ListedProvider) => provider.id;
const nameOf = (provider: ListedProvider) => `${provider.name}, ${statusWord(provider.status)}`;

/** The providers of a tenant, newest first. */
export function ProvidersList({ path, providers, empty }: ProvidersListProps) {
  const rowHref = useCallback((provider: ListedProvider) => `${path}/${provider.slug}`, [path]);
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
