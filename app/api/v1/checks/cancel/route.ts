import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { createCancelJob, CreateCancelJobInput } from "@/lib/services/jobs";

export const POST = route({
  summary: "End many checks, by a job on the set that the filter finds now",
  auth: "apiKey",
  scope: "checks:write",
  audit: "job.created",
  body: CreateCancelJobInput,
  status: 202,
  response: PublicJob,
  handle: async ({ ctx, body }) => toPublicJob(await createCancelJob(ctx, body)),
});
