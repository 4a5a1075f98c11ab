import { createLoader } from "nuqs/server";
import { JOB_ITEMS_SEARCH } from "@/components/jobs/job-search";
import { getJob } from "@/lib/services/jobs";
import { openConsole } from "../../../../open-console";
import { orNotFound } from "../../../../or-not-found";
import { resultsCsv } from "./results-csv";

const loadSearch = createLoader(JOB_ITEMS_SEARCH);

type Context = { params: Promise<{ tenant: string; id: string }> };

/** What came of each item, those of one result where the page shows them, as a CSV file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { tenant, id } = await params;
  const { ctx } = await openConsole(tenant);
  const job = await orNotFound(getJob(ctx, { id }));
  const { items: state } = loadSearch(request);
  return new Response(resultsCsv(ctx, { id: job.id, state }), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="job-${job.id.slice(0, 8)}${state === null ? "" : `-${state}`}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
