import { IdParams } from "@/lib/http/resources/check";
import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { cancelJob, SteerJobInput } from "@/lib/services/jobs";

export const POST = route({
  summary: "End a job; what is pending is skipped",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "job.cancelled",
  params: IdParams,
  body: SteerJobInput,
  status: 200,
  response: PublicJob,
  handle: async ({ ctx, params, body }) => toPublicJob(await cancelJob(ctx, { ...params, ...body })),
});
