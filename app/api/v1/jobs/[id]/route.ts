import { IdParams } from "@/lib/http/resources/check";
import { PublicJobDetail, toPublicJobDetail } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { getJob } from "@/lib/services/jobs";

export const GET = route({
  summary: "Get a job with its progress",
  auth: "apiKey",
  scope: "notifications:read",
  audit: "none",
  params: IdParams,
  status: 200,
  response: PublicJobDetail,
  handle: async ({ ctx, params }) => toPublicJobDetail(await getJob(ctx, params)),
});
