import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicCheck, toPublicCheck } from "@/lib/http/resources/check";
import { route } from "@/lib/http/route";
import { CheckFilter, listChecks } from "@/lib/services/checks";

export const GET = route({
  summary: "List checks, newest first",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, ...CheckFilter.shape }),
  status: 200,
  response: listOf(PublicCheck),
  handle: async ({ ctx, query: { limit, cursor, ...filter } }) =>
    toList(await listChecks(ctx, { filter, page: toPageRequest({ limit, cursor }) }), toPublicCheck),
});
