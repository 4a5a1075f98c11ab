"use client";
import Link from "next/link";
import { useState, useTransition } from "react";
import { FilterBar } from "@/components/data-table/filter-bar";
import { useFilters } from "@/components/data-table/use-filters";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format/text";
import { JOB_ITEMS_SEARCH } from "./job-search";
import { ITEM_STATE_WORDS, ITEM_STATES, type ItemState } from "./job-view";

/** What came of one item. */
export type JobResult = {
  position: number;
  state: ItemState;
  detail: string | null;
  finishedAt: string | null;
  name: string;
  href: string;
  providerName: string;
};
export type JobResultsPage = { rows: readonly JobResult[]; next: number | null };

type JobItemsProps = {
  page: JobResultsPage;
  /** Where the results are as a file. */
  fileHref: string;
  loadMore: (after: number) => Promise<JobResultsPage>;
};

/** What came of each item, in the order they are done. */
export function JobItems({ page, fileHref, loadMore }: JobItemsProps) {
  const { search, change, isStale } = useFilters(JOB_ITEMS_SEARCH);
  const pages = useMore(page, loadMore);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-1.5">
        <FilterBar
          filters={[
            {
              id: "items",
              name: "Result",
              value: search.items,
              options: ITEM_STATES.map((state) => ({ value: state, label: ITEM_STATE_WORDS[state].word })),
            },
          ]}
          onChange={change}
        />
        <Button asChild size="sm" className="ml-auto">
          <a href={search.items === null ? fileHref : `${fileHref}?items=${search.items}`} download>
            Download results
          </a>
        </Button>
      </div>
      <Card className={isStale ? "opacity-60" : ""}>
        {pages.rows.length === 0 ? (
          <EmptyState title="No item has this result" />
        ) : (
          <Table aria-label="Items">
            <thead>
              <tr>
                <Th isNumeric className="hidden md:table-cell">
                  No.
                </Th>
                <Th>Check</Th>
                <Th className="hidden md:table-cell">Provider</Th>
                <Th>Result</Th>
                <Th>What came of it</Th>
                <Th className="hidden md:table-cell">Finished</Th>
              </tr>
            </thead>
            <tbody>
              {pages.rows.map((row) => (
                <ResultRow key={row.position} row={row} />
              ))}
            </tbody>
          </Table>
        )}
        {pages.more !== null && (
          <div className="flex min-h-12 items-center justify-end border-t border-line px-3 py-2">
            <Button size="sm" isPending={pages.isLoading} onClick={pages.more}>
              {pages.hasFailed ? "Could not be read, try again" : "Show more"}
            </Button>
          </div>
        )}
      </Card>
    </>
  );
}

function ResultRow({ row }: { row: JobResult }) {
  const { tone, word } = ITEM_STATE_WORDS[row.state];
  return (
    <Tr className="hover:bg-sunken/70">
      <Td isNumeric className="hidden text-muted md:table-cell">
        {formatCount(row.position)}
      </Td>
      <Td>
        <Link
          href={row.href}
          className="font-mono text-xs underline decoration-line-strong underline-offset-2 hover:decoration-current"
        >
          {row.name}
        </Link>
      </Td>
      <Td className="hidden md:table-cell">{row.providerName}</Td>
      <Td>
        <Status tone={tone}>{word}</Status>
      </Td>
      <Td className="min-w-40 whitespace-normal! text-muted">{row.detail ?? "—"}</Td>
      <Td className="hidden text-muted md:table-cell">
        <Time at={row.finishedAt} isFocusable={false} />
      </Td>
    </Tr>
  );
}

/** The server's page stays live; what was loaded after it is appended. */
function useMore(page: JobResultsPage, loadMore: JobItemsProps["loadMore"]) {
  const [later, setLater] = useState<JobResultsPage | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [isLoading, start] = useTransition();
  const next = later === null ? page.next : later.next;
  const read = (after: number) =>
    start(async () => {
      const more = await loadMore(after).catch(() => null);
      setHasFailed(more === null);
      if (more !== null) setLater({ rows: [...(later?.rows ?? []), ...more.rows], next: more.next });
    });
  const last = page.rows.at(-1)?.position ?? 0;
  return {
    rows: [...page.rows, ...(later?.rows ?? []).filter((row) => row.position > last)],
    more: next === null ? null : () => read(next),
    isLoading,
    hasFailed,
  };
}
