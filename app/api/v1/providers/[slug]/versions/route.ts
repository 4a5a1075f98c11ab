import { decodeNumberCursor, encodeNumberCursor, listOf, PageQuery } from "@/lib/http/pagination";
import { PublicVersion, SlugParams, toPublicVersion } from "@/lib/http/resources/provider";
import { route } from "@/lib/http/route";
import { listVersions } from "@/lib/services/providers";

export const GET = route({
  summary: "List a provider's versions, newest first",
  auth: "apiKey",
  scope: "providers:read",
  audit: "none",
  params: SlugParams,
  query: PageQuery,
  status: 200,
  response: listOf(PublicVersion),
  handle: async ({ ctx, params, query }) => {
    const before = decodeNumberCursor(query.cursor);
    const { items, next } = await listVersions(ctx, params.slug, { limit: query.limit, before });
    return { data: items.map((item) => toPublicVersion(item)), next_cursor: encodeNumberCursor(next) };
  },
});
