import { IdParams, PublicCheckDetail, toPublicCheckDetail } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { getCheck, supersedeUpdate, SupersedeUpdateInput } from "@/lib/services/checks";

export const POST = route({
  summary: "Give up an update of a monitored check that Maxsight will not take, so that the next one is sent",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.update_superseded",
  params: IdParams,
  body: SupersedeUpdateInput,
  status: 200,
  response: PublicCheckDetail,
  handle: async ({ ctx, params, body }) => {
    await supersedeUpdate(ctx, { ...params, ...body });
    return toPublicCheckDetail(await getCheck(ctx, params));
  },
});
