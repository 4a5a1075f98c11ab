import { z } from "zod";
import { PublicMonitoringPreview, toPublicMonitoringPreview } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { MonitoredSetFilter, previewMonitoring } from "@/lib/services/jobs";

export const POST = route({
  summary:
    "Count and sample the paused references that a resume of many would let go on, with what speaks against it",
  auth: "apiKey",
  scope: "checks:write",
  audit: "none",
  body: z.strictObject({ filter: MonitoredSetFilter }),
  status: 200,
  response: PublicMonitoringPreview,
  handle: async ({ ctx, body }) =>
    toPublicMonitoringPreview(await previewMonitoring(ctx, { ...body, kind: "resume_monitoring" })),
});
