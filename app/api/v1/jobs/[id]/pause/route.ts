import { IdParams } from "@/lib/http/resources/check";
import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { pauseJob, SteerJobInput } from "@/lib/services/jobs";

export const POST = route({
  summary: "Stop a job after the items under way",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "job.paused",
  params: IdParams,
  body: SteerJobInput,
  status: 200,
  response: PublicJob,
  handle: async ({ ctx, params, body }) => toPublicJob(await pauseJob(ctx, { ...params, ...body })),
});
