import { listOf } from "@/lib/http/pagination";
import { PublicIgnoreRule, toPublicIgnoreRule } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { IgnoreRuleFilter, listIgnoreRules } from "@/lib/services/inbound";

export const GET = route({
  summary: "List the standing rules that put webhooks away, newest first, with what each has put away",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  query: IgnoreRuleFilter,
  status: 200,
  response: listOf(PublicIgnoreRule),
  handle: async ({ ctx, query }) => {
    const rules = await listIgnoreRules(ctx, { filter: query });
    return { data: rules.map((rule) => toPublicIgnoreRule(rule)), next_cursor: null };
  },
});
