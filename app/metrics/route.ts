import { env } from "@/lib/env";
import { publicRoute } from "@/lib/http/public-route";
import { serveMetrics } from "@/lib/http/serve-metrics";

export const dynamic = "force-dynamic";

export const GET = publicRoute({
  auth: "none",
  audit: "none",
  handle: (request) => serveMetrics(request, env().METRICS_TOKEN),
});
