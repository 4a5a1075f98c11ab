import { PublicJob, toPublicJob } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { createMonitoringJob, CreateMonitoringJobInput } from "@/lib/services/jobs";

export const POST = route({
  summary:
    "Go on with the monitoring of many paused references, by a job on the set that the filter finds now",
  auth: "apiKey",
  scope: "checks:write",
  audit: "job.created",
  body: CreateMonitoringJobInput,
  status: 202,
  response: PublicJob,
  handle: async ({ ctx, body }) =>
    toPublicJob(await createMonitoringJob(ctx, { ...body, kind: "resume_monitoring" })),
});
