import { IdParams, PublicCheckDetail, toPublicCheckDetail } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { getCheck } from "@/lib/services/checks";

export const GET = route({
  summary: "Get a check with its timeline, exchanges, notifications and updates",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  params: IdParams,
  status: 200,
  response: PublicCheckDetail,
  handle: async ({ ctx, params }) => toPublicCheckDetail(await getCheck(ctx, params)),
});
