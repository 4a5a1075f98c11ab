import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicInboundEvent, toPublicInbound } from "@/lib/http/resources/inbound";
import { route } from "@/lib/http/route";
import { InboundFilter, listInbound } from "@/lib/services/inbound";

export const GET = route({
  summary: "List providers' webhooks, newest first",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, ...InboundFilter.shape }),
  status: 200,
  response: listOf(PublicInboundEvent),
  handle: async ({ ctx, query: { limit, cursor, ...filter } }) =>
    toList(await listInbound(ctx, { filter, page: toPageRequest({ limit, cursor }) }), toPublicInbound),
});
