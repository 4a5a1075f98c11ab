import { decodeNumberCursor, encodeNumberCursor, PageQuery } from "@/lib/http/pagination";
import { IdParams } from "@/lib/http/resources/check";
import { PublicMonitoredDetail, toPublicMonitoredDetail } from "@/lib/http/resources/monitored";
import { route } from "@/lib/http/route";
import { getMonitored } from "@/lib/services/monitored";

export const GET = route({
  summary: "Get a monitored reference with its updates, newest first, and what each changed",
  auth: "apiKey",
  scope: "checks:read",
  audit: "none",
  params: IdParams,
  query: PageQuery,
  status: 200,
  response: PublicMonitoredDetail,
  handle: async ({ ctx, params, query: { limit, cursor } }) => {
    const detail = await getMonitored(ctx, { ...params, limit, before: decodeNumberCursor(cursor) });
    return toPublicMonitoredDetail(detail, encodeNumberCursor(detail.next));
  },
});
