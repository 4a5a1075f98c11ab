import { IdParams } from "@/lib/http/resources/check";
import { PublicInboundDetail, toPublicInboundDetail } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { getInbound } from "@/lib/services/inbound";

export const GET = route({
  summary: "Get a webhook: what came (masked) and what the verifier found",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  params: IdParams,
  status: 200,
  response: PublicInboundDetail,
  handle: async ({ ctx, params }) => toPublicInboundDetail(await getInbound(ctx, params)),
});
