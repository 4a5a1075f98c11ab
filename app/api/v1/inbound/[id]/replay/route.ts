import { IdParams } from "@/lib/http/resources/check";
import { PublicInboundDetail, toPublicInboundDetail } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { replayInbound } from "@/lib/services/checks";
import { getInbound, ReplayInboundInput } from "@/lib/services/inbound";

export const POST = route({
  summary: "Read a stored webhook again and store what it says",
  auth: "apiKey",
  scope: "checks:write",
  audit: "inbound.replayed",
  params: IdParams,
  body: ReplayInboundInput,
  status: 200,
  response: PublicInboundDetail,
  handle: async ({ ctx, params, body }) => {
    await replayInbound(ctx, { ...params, ...body });
    return toPublicInboundDetail(await getInbound(ctx, params));
  },
});
