import { webMetrics } from "@/lib/http/metrics";
import { publicRoute } from "@/lib/http/public-route";

export const dynamic = "force-dynamic";

export const GET = publicRoute({
  auth: "none",
  audit: "none",
  handle: async () => {
    const { registry } = webMetrics();
    const headers = { "content-type": registry.contentType, "cache-control": "no-store" };
    return new Response(await registry.metrics(), { headers });
  },
});
