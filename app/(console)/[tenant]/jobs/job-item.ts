import { filterWords, type JobItemView } from "@/components/jobs/job-view";
import type { ListPage } from "@/components/data-table/use-live-pages";
import type { JobResult, JobResultsPage } from "@/components/jobs/job-items";
import type { JobSearch } from "@/components/jobs/job-search";
import type { ItemState } from "@/components/jobs/job-view";
import { cutMiddle } from "@/lib/format/text";
import { decodeCursor, encodeCursor } from "@/lib/http/pagination";
import type { ServiceContext } from "@/lib/services/context";
import { type Job, type JobItem, listJobItems, listJobs } from "@/lib/services/jobs";

const PAGE_ROWS = 50;

/** A job as lists show it. */
export function toJobItem(job: Job): JobItemView {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    words: filterWords(job.filter),
    reason: job.reason,
    actor: job.actorLabel,
    total: job.total,
    processed: job.processed,
    succeeded: job.succeeded,
    failed: job.failed,
    skipped: job.skipped,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
  };
}

/** A page of jobs for the filters of the URL. */
export async function readJobsPage(
  ctx: ServiceContext,
  search: JobSearch,
  cursor?: string,
): Promise<ListPage<JobItemView, string>> {
  const page = await listJobs(ctx, {
    filter: { kind: search.kind ?? undefined, state: search.state ?? undefined },
    page: { limit: PAGE_ROWS, after: decodeCursor(cursor) },
  });
  return { rows: page.items.map((job) => toJobItem(job)), next: encodeCursor(page.next) };
}

type ResultsWish = { tenant: string; id: string; state: ItemState | null; after: number | null };

/** What came of a job's items, after a position. */
export async function readResults(ctx: ServiceContext, wish: ResultsWish): Promise<JobResultsPage> {
  const { tenant, id, state, after } = wish;
  const { items, next } = await listJobItems(ctx, { id, state: state ?? undefined, after });
  return { rows: items.map((item) => toResult(item, tenant)), next };
}

function toResult(item: JobItem, tenant: string): JobResult {
  const { check, provider } = item;
  const isCheck = check?.id === item.targetId;
  return {
    position: item.position,
    state: item.state,
    detail: item.detail,
    finishedAt: item.finishedAt?.toISOString() ?? null,
    name: cutMiddle(check?.maxsightId || check?.reference || item.targetId),
    href: `/${tenant}/${isCheck ? "checks" : "notifications"}/${item.targetId}`,
    providerName: provider?.name ?? "—",
  };
}
