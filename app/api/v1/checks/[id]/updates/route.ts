import { IdParams } from "@/lib/http/resources/check";
import { PublicSubmitted, toPublicSubmitted } from "@/lib/http/resources/submitted";
import { route } from "@/lib/http/route";
import { submitUpdate, SubmitUpdateInput } from "@/lib/services/checks";

export const POST = route({
  summary: "Store a result by hand: the next update of a monitored check, or the decision of a pending one",
  auth: "apiKey",
  scope: "checks:write",
  audit: "check.result_submitted",
  params: IdParams,
  body: SubmitUpdateInput,
  status: 201,
  response: PublicSubmitted,
  handle: async ({ ctx, params, body }) => toPublicSubmitted(await submitUpdate(ctx, { ...params, ...body })),
});
