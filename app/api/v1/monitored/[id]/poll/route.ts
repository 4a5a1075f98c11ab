import { IdParams, PublicCheckDetail, toPublicCheckDetail } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { getCheck } from "@/lib/services/checks";
import { pollNow, PollNowInput } from "@/lib/services/monitored";

export const POST = route({
  summary: "Ask the provider now instead of at its time",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.poll_requested",
  params: IdParams,
  body: PollNowInput,
  status: 202,
  response: PublicCheckDetail,
  handle: async ({ ctx, params, body }) => {
    await pollNow(ctx, { ...params, ...body });
    return toPublicCheckDetail(await getCheck(ctx, params));
  },
});
