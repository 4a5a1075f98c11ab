import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { JobFilter, listJobs } from "@/lib/services/jobs";

export const GET = route({
  summary: "List bulk jobs, newest first",
  auth: "apiKey",
  scope: "notifications:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, ...JobFilter.shape }),
  status: 200,
  response: listOf(PublicJob),
  handle: async ({ ctx, query: { limit, cursor, ...filter } }) =>
    toList(await listJobs(ctx, { filter, page: toPageRequest({ limit, cursor }) }), toPublicJob),
});
