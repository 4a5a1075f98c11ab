"use client";
import { useCallback } from "react";
import type { DataColumn } from "@/components/data-table/columns";
import { DataTable } from "@/components/data-table/data-table";
import { FilterBar } from "@/components/data-table/filter-bar";
import { useFilters } from "@/components/data-table/use-filters";
import { useLivePages, type ListPage } from "@/components/data-table/use-live-pages";
import { EmptyState } from "@/components/ui/empty-state";
import { Progress } from "@/components/ui/progress";
import { Status } from "@/components/ui/status";
import { Time } from "@/components/ui/time";
import { formatCount, plural } from "@/lib/format/text";
import { JOB_SEARCH, jobFilters } from "./job-search";
import { JOB_STATE_WORDS, KIND_NAMES, type JobItemView } from "./job-view";

const quiet = (text: string | number) => <span className="text-muted">{text}</span>;

const COLUMNS: readonly DataColumn<JobItemView>[] = [
  {
    id: "created",
    header: "Created",
    sorted: "descending",
    narrow: "side",
    cell: (job) => (
      <Time at={job.createdAt} as="moment" isFocusable={false} className="font-mono text-xs text-muted" />
    ),
  },
  { id: "kind", header: "Kind", narrow: "lead", isLink: true, cell: (job) => KIND_NAMES[job.kind] },
  {
    id: "filter",
    header: "What",
    leavesBelow: "wide",
    cell: (job) => (
      <span className="inline-block max-w-80 truncate align-middle text-muted" title={job.words}>
        {job.words}
      </span>
    ),
  },
  { id: "state", header: "State", narrow: "sub", cell: (job) => <JobStatus job={job} /> },
  {
    id: "progress",
    header: "Progress",
    leavesBelow: "medium",
    cell: (job) => (
      <Progress
        value={job.processed}
        max={job.total}
        label={`${formatCount(job.processed)} of ${formatCount(job.total)}`}
        className="w-24"
      />
    ),
  },
  { id: "total", header: "Set", isNumeric: true, narrow: "end", cell: (job) => formatCount(job.total) },
  {
    id: "succeeded",
    header: "Succeeded",
    isNumeric: true,
    leavesBelow: "medium",
    cell: (job) => formatCount(job.succeeded),
  },
  {
    id: "failed",
    header: "Failed",
    isNumeric: true,
    cell: (job) => <span className={job.failed > 0 ? "text-bad" : ""}>{formatCount(job.failed)}</span>,
  },
  {
    id: "skipped",
    header: "Skipped",
    isNumeric: true,
    leavesBelow: "medium",
    cell: (job) => formatCount(job.skipped),
  },
  { id: "actor", header: "By", leavesBelow: "wide", cell: (job) => quiet(job.actor) },
];

/** A job that is through, but not with all of its items, is not simply good. */
export function JobStatus({ job }: { job: Pick<JobItemView, "state" | "failed"> }) {
  const { tone, word, isLive } = JOB_STATE_WORDS[job.state];
  return (
    <Status tone={job.state === "done" && job.failed > 0 ? "wait" : tone} isLive={isLive}>
      {word}
    </Status>
  );
}

type JobsListProps = {
  /** Path of the list: `/acme/jobs`. */
  path: string;
  page: ListPage<JobItemView, string>;
  loadOlder: (cursor: string) => Promise<ListPage<JobItemView, string>>;
};

const idOf = (job: JobItemView) => job.id;
const nameOf = (job: JobItemView) =>
  `${KIND_NAMES[job.kind]} of ${formatCount(job.total)}, ${JOB_STATE_WORDS[job.state].word.toLowerCase()}`;

/** The list of jobs: filters in the URL, newest first. */
export function JobsList({ path, page, loadOlder }: JobsListProps) {
  const { search, change, isStale } = useFilters(JOB_SEARCH);
  const pages = useLivePages({ latest: page, rowId: idOf, loadOlder });
  const rowHref = useCallback((job: JobItemView) => `${path}/${job.id}`, [path]);
  const text = `${plural(pages.rows.length, "job")}${pages.loadOlder ? " so far" : ""} · newest first`;
  return (
    <DataTable
      name="jobs"
      what="job"
      columns={COLUMNS}
      rows={pages.rows}
      rowId={idOf}
      rowName={nameOf}
      rowHref={rowHref}
      isStale={isStale}
      filters={<FilterBar filters={jobFilters(search)} onChange={change} />}
      fresh={pages.fresh}
      paging={{
        text: pages.hasFailed ? "Older jobs could not be read. Try again." : text,
        onLoadOlder: pages.loadOlder,
        isLoading: pages.isLoading,
      }}
      empty={
        <EmptyState title="No job fits">
          A bulk action becomes a job: filter the notifications, then resend all of them from there. Its
          progress and what came of each item are kept here.
        </EmptyState>
      }
    />
  );
}
