import { IdParams, PublicCheckDetail, toPublicCheckDetail } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { getCheck } from "@/lib/services/checks";
import { resumeMonitoring, ResumeMonitoringInput } from "@/lib/services/monitored";

export const POST = route({
  summary: "Let a paused monitoring go on",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.monitoring_resumed",
  params: IdParams,
  body: ResumeMonitoringInput,
  status: 200,
  response: PublicCheckDetail,
  handle: async ({ ctx, params, body }) => {
    await resumeMonitoring(ctx, { ...params, ...body });
    return toPublicCheckDetail(await getCheck(ctx, params));
  },
});
