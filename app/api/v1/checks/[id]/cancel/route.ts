import { IdParams, PublicCheckDetail, toPublicCheckDetail } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import type { CheckId } from "@/lib/ids";
import { cancelCheck, CancelCheckInput, getCheck } from "@/lib/services/checks";

export const POST = route({
  summary: "End a check for good",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.cancelled",
  params: IdParams,
  body: CancelCheckInput,
  status: 200,
  response: PublicCheckDetail,
  handle: async ({ ctx, params, body }) => {
    await cancelCheck(ctx, { id: params.id as CheckId, reason: body.reason });
    return toPublicCheckDetail(await getCheck(ctx, params));
  },
});
