import { IdParams } from "@/lib/http/resources/check";
import { PublicInboundDetail, toPublicInboundDetail } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { attachInbound, AttachInboundInput, getInbound } from "@/lib/services/inbound";

export const POST = route({
  summary: "Give a webhook to a check; its lifecycle reads it next",
  auth: "apiKey",
  scope: "checks:write",
  audit: "inbound.attached",
  params: IdParams,
  body: AttachInboundInput,
  status: 200,
  response: PublicInboundDetail,
  handle: async ({ ctx, params, body }) => {
    await attachInbound(ctx, { ...params, checkId: body.check_id, reason: body.reason });
    return toPublicInboundDetail(await getInbound(ctx, params));
  },
});
