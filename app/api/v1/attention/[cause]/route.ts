import { z } from "zod";
import { NotFoundError } from "@/lib/errors";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { AttentionShown, PublicAttentionItem, toPublicAttentionItem } from "@/lib/http/resources/attention";
import { route } from "@/lib/http/route";
import { ATTENTION_CAUSES, listAttentionItems } from "@/lib/services/attention";

export const GET = route({
  summary: "List what waits for a person for one cause, latest first",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  params: z.object({ cause: z.string().meta({ description: ATTENTION_CAUSES.join(", ") }) }),
  query: z.strictObject({ ...PageQuery.shape, shown: AttentionShown }),
  status: 200,
  response: listOf(PublicAttentionItem),
  handle: async ({ ctx, params, query: { shown = "open", ...page } }) => {
    const cause = ATTENTION_CAUSES.find((known) => known === params.cause);
    if (cause === undefined) throw new NotFoundError(`There is no cause ${params.cause}.`);
    const items = await listAttentionItems(ctx, { cause, shown, page: toPageRequest(page) });
    return toList(items, toPublicAttentionItem);
  },
});
