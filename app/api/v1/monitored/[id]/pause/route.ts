import { IdParams, PublicCheckDetail, toPublicCheckDetail } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { getCheck } from "@/lib/services/checks";
import { pauseMonitoring, PauseMonitoringInput } from "@/lib/services/monitored";

export const POST = route({
  summary: "Stop the monitoring of one reference until it is resumed",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.monitoring_paused",
  params: IdParams,
  body: PauseMonitoringInput,
  status: 200,
  response: PublicCheckDetail,
  handle: async ({ ctx, params, body }) => {
    await pauseMonitoring(ctx, { ...params, ...body });
    return toPublicCheckDetail(await getCheck(ctx, params));
  },
});
