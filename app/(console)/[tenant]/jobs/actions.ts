"use server";
import { createLoader } from "nuqs/server";
import type { ListPage } from "@/components/data-table/use-live-pages";
import { JOB_SEARCH } from "@/components/jobs/job-search";
import type { JobItemView } from "@/components/jobs/job-view";
import { openConsole } from "../../open-console";
import { readJobsPage } from "./job-item";

const loadSearch = createLoader(JOB_SEARCH);

/** The page after `cursor`, for the same filters (the query of the list's URL). */
export async function loadOlderJobs(
  place: { tenant: string; query: string },
  cursor: string,
): Promise<ListPage<JobItemView, string>> {
  const { ctx } = await openConsole(place.tenant);
  return readJobsPage(ctx, loadSearch(new URLSearchParams(place.query)), cursor);
}
