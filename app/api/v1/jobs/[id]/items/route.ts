import { z } from "zod";
import { decodeNumberCursor, encodeNumberCursor, listOf, PageQuery } from "@/lib/http/pagination";
import { IdParams } from "@/lib/http/resources/check";
import { ItemState, PublicJobItem, toPublicJobItem } from "@/lib/http/resources/job";
import { route } from "@/lib/http/route";
import { listJobItems } from "@/lib/services/jobs";

export const GET = route({
  summary: "List what came of each item of a job, in their order",
  auth: "apiKey",
  scope: "notifications:read",
  audit: "none",
  params: IdParams,
  query: z.strictObject({ ...PageQuery.shape, state: ItemState.optional() }),
  status: 200,
  response: listOf(PublicJobItem),
  handle: async ({ ctx, params, query: { limit, cursor, state } }) => {
    const after = decodeNumberCursor(cursor);
    const { items, next } = await listJobItems(ctx, { ...params, state, limit, after });
    return { data: items.map((item) => toPublicJobItem(item)), next_cursor: encodeNumberCursor(next) };
  },
});
