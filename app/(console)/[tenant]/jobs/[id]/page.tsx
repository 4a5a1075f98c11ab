import type { Metadata } from "next";
import { createLoader, type SearchParams } from "nuqs/server";
import { JobActions } from "@/components/jobs/job-actions";
import { JobItems } from "@/components/jobs/job-items";
import { JOB_ITEMS_SEARCH } from "@/components/jobs/job-search";
import { KIND_NAMES } from "@/components/jobs/job-view";
import { PageHeader } from "@/components/shell/page-header";
import { LiveRefresh } from "@/components/live/live-refresh";
import { MonoId } from "@/components/ui/mono-id";
import { RoleGate } from "@/components/ui/role-gate";
import { plural } from "@/lib/format/text";
import { getJob, jobScope } from "@/lib/services/jobs";
import { openConsole } from "../../../open-console";
import { missingRole } from "../../../missing-role";
import { orNotFound } from "../../../or-not-found";
import { readResults } from "../job-item";
import { loadResults, steerJob } from "./actions";
import { JobFacts } from "./job-facts";
import { JobProgress } from "./job-progress";

const loadSearch = createLoader(JOB_ITEMS_SEARCH);

type JobPageProps = { params: Promise<{ tenant: string; id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: JobPageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: `Job ${id.slice(0, 8)}` };
}

export default async function JobPage({ params, searchParams }: JobPageProps) {
  const { tenant, id } = await params;
  const { items: state } = await loadSearch(searchParams);
  const { ctx, tenant: membership } = await openConsole(tenant);
  const job = await orNotFound(getJob(ctx, { id }));
  const results = await readResults(ctx, { tenant, id: job.id, state, after: null });
  const isOver = job.state === "done" || job.state === "cancelled";
  const needed = missingRole(membership, jobScope(job.kind));
  return (
    <>
      <PageHeader
        title={KIND_NAMES[job.kind]}
        aside={<MonoId isLarge id={job.id} label="job id" />}
        description={`${plural(job.total, "item")}, fixed when the job was made. “${job.reason}”`}
        actions={
          !isOver && (
            <RoleGate missingRole={needed}>
              <JobActions
                state={job.state}
                pending={job.pending}
                steer={steerJob.bind(null, { tenant, id: job.id })}
              />
            </RoleGate>
          )
        }
      />
      <JobProgress job={job} />
      <JobFacts job={job} />
      <h2 className="mb-2.5 text-sm font-semibold">Items</h2>
      <JobItems
        key={state ?? "all"}
        page={results}
        fileHref={`/${tenant}/jobs/${job.id}/results.csv`}
        loadMore={loadResults.bind(null, { tenant, id: job.id, state })}
      />
      {!isOver && <LiveRefresh on={["jobs"]} />}
    </>
  );
}
