import { IdParams } from "@/lib/http/resources/check";
import { PublicInboundDetail, toPublicInboundDetail } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { getInbound, ignoreInbound, IgnoreInboundInput } from "@/lib/services/inbound";

export const POST = route({
  summary: "Take a webhook out of the tray",
  auth: "apiKey",
  scope: "checks:write",
  audit: "inbound.ignored",
  params: IdParams,
  body: IgnoreInboundInput,
  status: 200,
  response: PublicInboundDetail,
  handle: async ({ ctx, params, body }) => {
    await ignoreInbound(ctx, { ...params, ...body });
    return toPublicInboundDetail(await getInbound(ctx, params));
  },
});
