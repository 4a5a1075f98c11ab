import { PublicBreaker, toPublicBreaker } from "@/lib/http/resources/breaker";
import { IdParams } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { closeBreaker, CloseBreakerInput } from "@/lib/services/breakers";

export const POST = route({
  summary: "Close a breaker by hand; what is parked leaves at a bounded rate",
  auth: "apiKey",
  scope: "notifications:write",
  audit: "breaker.closed",
  params: IdParams,
  body: CloseBreakerInput,
  status: 200,
  response: PublicBreaker,
  handle: async ({ ctx, params, body }) =>
    toPublicBreaker(await closeBreaker(ctx, { id: params.id, reason: body.reason })),
});
