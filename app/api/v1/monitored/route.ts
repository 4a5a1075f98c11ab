import { z } from "zod";
import { listOf, PageQuery, toList, toPageRequest } from "@/lib/http/pagination";
import { PublicMonitored, toPublicMonitored } from "@/lib/http/resources/monitored";
import { route } from "@/lib/http/route";
import { listMonitored, MonitoredFilter } from "@/lib/services/monitored";

export const GET = route({
  summary: "List references under monitoring, newest first",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  query: z.strictObject({ ...PageQuery.shape, ...MonitoredFilter.shape }),
  status: 200,
  response: listOf(PublicMonitored),
  handle: async ({ ctx, query: { limit, cursor, ...filter } }) =>
    toList(await listMonitored(ctx, { filter, page: toPageRequest({ limit, cursor }) }), toPublicMonitored),
});
