import type { Metadata } from "next";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { JOB_SEARCH } from "@/components/jobs/job-search";
import { JobsList } from "@/components/jobs/jobs-list";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { openConsole } from "../../open-console";
import { loadOlderJobs } from "./actions";
import { readJobsPage } from "./job-item";

export const metadata: Metadata = { title: "Jobs" };

const loadSearch = createLoader(JOB_SEARCH);
const serialize = createSerializer(JOB_SEARCH);

type JobsPageProps = { params: Promise<{ tenant: string }>; searchParams: Promise<SearchParams> };

export default async function JobsPage({ params, searchParams }: JobsPageProps) {
  const { tenant } = await params;
  const search = await loadSearch(searchParams);
  const { ctx } = await openConsole(tenant);
  const query = serialize(search);
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Bulk work on frozen sets: how far it is and what came of each item."
      />
      <JobsList
        key={query}
        path={`/${tenant}/jobs`}
        page={await readJobsPage(ctx, search)}
        loadOlder={loadOlderJobs.bind(null, { tenant, query })}
      />
      <LiveRefresh on={["jobs"]} />
    </>
  );
}
