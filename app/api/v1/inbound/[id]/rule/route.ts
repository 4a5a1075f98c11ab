import { IdParams } from "@/lib/http/resources/check";
import { PublicIgnoreRule, toPublicIgnoreRule } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { createIgnoreRule, CreateIgnoreRuleInput } from "@/lib/services/inbound";

export const POST = route({
  summary: "Make a standing rule from a webhook that found no check: those that say the same are put away",
  auth: "apiKey",
  scope: "checks:write",
  audit: "inbound.ignore_rule_created",
  params: IdParams,
  body: CreateIgnoreRuleInput,
  status: 201,
  response: PublicIgnoreRule,
  handle: async ({ ctx, params, body }) =>
    toPublicIgnoreRule(await createIgnoreRule(ctx, { ...body, eventId: params.id })),
});
