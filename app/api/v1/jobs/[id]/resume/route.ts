import { IdParams } from "@/lib/http/resources/check";
import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { resumeJob, SteerJobInput } from "@/lib/services/jobs";

export const POST = route({
  summary: "Let a paused job go on",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "job.resumed",
  params: IdParams,
  body: SteerJobInput,
  status: 200,
  response: PublicJob,
  handle: async ({ ctx, params, body }) => toPublicJob(await resumeJob(ctx, { ...params, ...body })),
});
