import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { createResendJob, CreateResendJobInput } from "@/lib/services/jobs";

export const POST = route({
  summary: "Send many notifications again, by a job on the set that the filter finds now",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "job.created",
  body: CreateResendJobInput,
  status: 202,
  response: PublicJob,
  handle: async ({ ctx, body }) => toPublicJob(await createResendJob(ctx, body)),
});
