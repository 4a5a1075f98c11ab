import { IdParams } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { removeIgnoreRule } from "@/lib/services/inbound";

export const DELETE = route({
  summary: "Remove a standing rule; what it put away stays put away",
  auth: "apiKey",
  scope: "checks:write",
  audit: "inbound.ignore_rule_removed",
  params: IdParams,
  status: 204,
  handle: async ({ ctx, params }) => removeIgnoreRule(ctx, params),
});
